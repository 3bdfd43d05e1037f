using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace KantanSim.Storage;

/// <summary>
/// What a page file begins with, in 40 bytes: <c>"KSIMPAGE" (8) · layout (8) · epoch (8) · synced pages (8) · CRC-32C of these (4) · zero (4)</c>,
/// little-endian.
/// </summary>
/// <param name="Epoch">A random number that all pages of the file carry.</param>
/// <param name="SyncedPages">At least so many pages were on the disk: with fewer, the file was cut.</param>
internal readonly record struct PageFileHeader(long Epoch, long SyncedPages, long Layout = PageFileHeader.CurrentLayout)
{
    /// <summary>Counts up when rows are stored in another way. 6 and below had a journal beside LiteDB's own files.</summary>
    public const long CurrentLayout = 7;

    const int Bytes = 40;

    static ReadOnlySpan<byte> Magic => "KSIMPAGE"u8;

    public byte[] ToBytes()
    {
        var bytes = new byte[Bytes];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), Layout);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), Epoch);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), SyncedPages);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(32), Crc(bytes));
        return bytes;
    }

    /// <returns>Null when the file has none, or a damaged one.</returns>
    public static PageFileHeader? Read(PageDevice device)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        return device.Read(bytes, 0) == Bytes && bytes.StartsWith(Magic) && BinaryPrimitives.ReadUInt32LittleEndian(bytes[32..]) == Crc(bytes)
            ? new(BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]))
            : null;
    }

    static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes[..32])) crc = BitOperations.Crc32C(crc, word);
        return crc;
    }
}
