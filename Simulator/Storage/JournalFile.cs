using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace KantanSim.Storage;

/// <summary>
/// One file of the journal. Each batch stands behind its length, its number and a checksum of all this, so that one which the
/// end of the process cut off is known for what it is. Room is made ahead, and used again once the file is emptied: a sync
/// that has no new length to write takes half the time.
/// </summary>
internal sealed class JournalFile : IDisposable
{
    const int LengthBytes = 4;
    const int NumberBytes = 8;
    const int SumBytes = 8;
    /// <summary>The room that is made at once, and the most that an emptied file keeps, in bytes.</summary>
    const int RoomBytes = 1 << 18;
    const int MostRoomBytes = 1 << 24;

    /// <summary>What stands before a batch.</summary>
    public const int HeadBytes = LengthBytes + NumberBytes + SumBytes;

    static readonly byte[] Nothing = new byte[RoomBytes];

    readonly FileStream stream;
    readonly SafeFileHandle file;
    long room;

    JournalFile(FileStream stream) => (this.stream, file, room) = (stream, stream.SafeFileHandle, stream.Length);

    /// <summary>How long its batches are, in bytes.</summary>
    public long Length { get; private set; }

    /// <exception cref="IOException">The file cannot be written.</exception>
    public static JournalFile Open(string path) => new(DataFolder.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read));

    /// <summary>
    /// All batches in their order, each with the number after the one before. What follows was never answered, or is of before the file was
    /// emptied, and is written over.
    /// </summary>
    public List<(long Number, byte[] Batch)> Read()
    {
        var bytes = new byte[room];
        for (var read = 0; read < bytes.Length;) read += RandomAccess.Read(file, bytes.AsSpan(read), read);
        var batches = new List<(long Number, byte[] Batch)>();
        for (Length = 0; Next(bytes.AsSpan((int)Length)) is { } next && (batches.Count == 0 || next.Number == batches[^1].Number + 1); Length += HeadBytes + next.Batch.Length) batches.Add(next);
        return batches;
    }

    /// <summary>Answers when the batch is on disk.</summary>
    /// <exception cref="IOException">It is not, and will not be there at the next opening.</exception>
    public void Append(long number, JournalBatch batch)
    {
        var record = batch.Record;
        BinaryPrimitives.WriteInt32LittleEndian(record, record.Length - HeadBytes);
        BinaryPrimitives.WriteInt64LittleEndian(record[LengthBytes..], number);
        BinaryPrimitives.WriteUInt64LittleEndian(record[(LengthBytes + NumberBytes)..], Sum(record));
        try
        {
            MakeRoom(Length + record.Length);
            RandomAccess.Write(file, record, Length);
            room = Math.Max(room, Length + record.Length);
            RandomAccess.FlushToDisk(file);
        }
        catch (Exception reason)
        {
            Cut(Length);
            // A file that may not grow any further is no IOException to .NET.
            if (reason is ArgumentOutOfRangeException) throw new IOException("The journal has come to the largest size that a file may have here", reason);
            throw;
        }
        Length += record.Length;
    }

    /// <summary>Takes out all batches. Should that not come to the disk, they are found again, as what they are: settled.</summary>
    /// <param name="keepsRoom">More will come.</param>
    public void Empty(bool keepsRoom)
    {
        if (keepsRoom && room > 0) RandomAccess.Write(file, Nothing.AsSpan(0, HeadBytes), 0);
        if (!keepsRoom || room > MostRoomBytes) Cut(keepsRoom ? MostRoomBytes : 0);
        Length = 0;
    }

    public void Dispose() => stream.Dispose();

    // Where there is none for so much, there may be some for the batch itself.
    void MakeRoom(long until)
    {
        try
        {
            for (; room < until; room += RoomBytes) RandomAccess.Write(file, Nothing, room);
        }
        catch (Exception reason) when (reason is IOException or ArgumentOutOfRangeException) { Cut(room); }
    }

    void Cut(long to)
    {
        RandomAccess.SetLength(file, to);
        room = to;
    }

    static (long Number, byte[] Batch)? Next(ReadOnlySpan<byte> rest)
    {
        if (rest.Length < HeadBytes || BinaryPrimitives.ReadInt32LittleEndian(rest) is var length && (length <= 0 || length > rest.Length - HeadBytes)) return null;
        var record = rest[..(HeadBytes + length)];
        return Sum(record) == BinaryPrimitives.ReadUInt64LittleEndian(record[(LengthBytes + NumberBytes)..])
            ? (BinaryPrimitives.ReadInt64LittleEndian(record[LengthBytes..]), record[HeadBytes..].ToArray()) : null;
    }

    // Of all but itself: two, each of every other eight bytes, so that neither waits for the other. The processor has an instruction for them.
    static ulong Sum(ReadOnlySpan<byte> record)
    {
        var one = BitOperations.Crc32C(uint.MaxValue, BinaryPrimitives.ReadUInt64LittleEndian(record[LengthBytes..]));
        var other = BitOperations.Crc32C(uint.MaxValue, BinaryPrimitives.ReadUInt32LittleEndian(record));
        var batch = record[HeadBytes..];
        var words = MemoryMarshal.Cast<byte, ulong>(batch);
        var at = 0;
        for (; at + 1 < words.Length; at += 2) (one, other) = (BitOperations.Crc32C(one, words[at]), BitOperations.Crc32C(other, words[at + 1]));
        foreach (var left in batch[(at * sizeof(ulong))..]) one = BitOperations.Crc32C(one, left);
        return ((ulong)one << 32) | other;
    }
}
