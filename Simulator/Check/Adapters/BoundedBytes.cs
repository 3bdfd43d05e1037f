using System.Buffers;

namespace KantanSim.Check.Adapters;

/// <summary>Reads a stream and keeps its beginning. It can be read while another thread adds to it.</summary>
internal sealed class BoundedBytes
{
    /// <summary>How many bytes of an answer or output are kept.</summary>
    public const int Max = 1_048_576;

    readonly Lock sync = new();
    readonly ArrayBufferWriter<byte> kept = new();

    bool IsFull => kept.WrittenCount == Max;

    /// <summary>Reads to the end of a stream, or to the limit.</summary>
    /// <param name="isWholeRead">Whether to go on behind the limit, so that the writer is not blocked.</param>
    public async Task Read(Stream stream, bool isWholeRead, CancellationToken cancel)
    {
        var buffer = new byte[8192];
        while (isWholeRead || !IsFull)
        {
            var count = await stream.ReadAsync(buffer, cancel);
            if (count == 0) return;
            Add(buffer.AsSpan(0, count));
        }
    }

    public byte[] ToArray()
    {
        lock (sync) return kept.WrittenSpan.ToArray();
    }

    void Add(ReadOnlySpan<byte> bytes)
    {
        lock (sync) kept.Write(bytes[..Math.Min(bytes.Length, Max - kept.WrittenCount)]);
    }
}
