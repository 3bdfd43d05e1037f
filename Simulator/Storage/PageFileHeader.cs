using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace KantanSim.Storage;

/// <summary>
/// What a page file begins with, in 48 bytes, little-endian:
/// <c>"KSIMPAGE" (8) · layout (8) · epoch (8) · synced pages (8) · partner (8) · CRC-32C of these (4) · zero (4)</c>.
/// </summary>
/// <param name="Epoch">A random number that all pages of the file carry.</param>
/// <param name="SyncedPages">At least so many pages were on the disk: with fewer, the file was cut.</param>
/// <param name="Partner">Of a log, the epoch of its data file; 0 until that is complete, in the first start.</param>
internal readonly record struct PageFileHeader(long Epoch, long SyncedPages, long Partner = 0, long Layout = PageFileHeader.CurrentLayout)
{
    /// <summary>Counts up when rows are stored in another way. 6 and below had a journal beside LiteDB's own files.</summary>
    public const long CurrentLayout = 7;

    const int Bytes = 48;
    const int CrcAt = 40;

    static ReadOnlySpan<byte> Magic => "KSIMPAGE"u8;

    public byte[] ToBytes()
    {
        var bytes = new byte[Bytes];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), Layout);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), Epoch);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), SyncedPages);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(32), Partner);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(CrcAt), Crc(bytes));
        return bytes;
    }

    /// <returns>Null when the file has none, or a damaged one.</returns>
    public static PageFileHeader? Read(PageDevice device)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        if (device.Read(bytes, 0) != Bytes || !bytes.StartsWith(Magic) || BinaryPrimitives.ReadUInt32LittleEndian(bytes[CrcAt..]) != Crc(bytes)) return null;
        return new(Epoch: Field(bytes, 16), SyncedPages: Field(bytes, 24), Partner: Field(bytes, 32), Layout: Field(bytes, 8));
    }

    static long Field(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);

    static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes[..CrcAt])) crc = BitOperations.Crc32C(crc, word);
        return crc;
    }
}
