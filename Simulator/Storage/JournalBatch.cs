namespace KantanSim.Storage;

/// <summary>A batch as it is put together for the journal, with room before it for what the file says of it. It is used again and again.</summary>
internal sealed class JournalBatch : IDisposable
{
    /// <summary>A batch is seldom larger, in bytes; the room for one that was is given back.</summary>
    const int UsualBytes = 1 << 20;

    MemoryStream bytes = new();
    BinaryWriter entries = new(Stream.Null);

    public JournalBatch() => Clear();

    public bool IsEmpty => bytes.Length == JournalFile.HeadBytes;

    /// <summary>The head, which is not written yet, and the entries.</summary>
    public Span<byte> Record => bytes.GetBuffer().AsSpan(0, (int)bytes.Length);

    public void Add(JournalEntry entry) => entry.Write(entries);

    public void Clear()
    {
        if (bytes.Capacity is 0 or > UsualBytes) (bytes, entries) = New();
        bytes.SetLength(JournalFile.HeadBytes);
        bytes.Position = JournalFile.HeadBytes;
    }

    public void Dispose() => entries.Dispose();

    static (MemoryStream, BinaryWriter) New()
    {
        var bytes = new MemoryStream(UsualBytes / 16);
        return (bytes, new(bytes));
    }
}
