namespace KantanSim.Storage;

/// <summary>
/// Where rows are kept as they are written until they are settled: many of them in one piece of memory, because each piece that outlives a collection
/// has to be found, moved and told of by it while all callers wait. It is the writer thread's.
/// </summary>
internal sealed class RowBytes
{
    /// <summary>A piece, in bytes: some thirty registrations. A larger row has one of its own.</summary>
    const int PieceBytes = 1 << 15;

    Memory<byte> free;

    /// <summary>A copy that stays as it is.</summary>
    public ReadOnlyMemory<byte> Keep(ReadOnlySpan<byte> row)
    {
        if (row.Length > PieceBytes) return row.ToArray();
        if (row.Length > free.Length) free = new byte[PieceBytes];
        var kept = free[..row.Length];
        row.CopyTo(kept.Span);
        free = free[row.Length..];
        return kept;
    }
}
