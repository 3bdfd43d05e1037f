using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace KantanSim.Storage;

/// <summary>
/// The first 48 bytes of a page file, little-endian:
/// <c>"KSIMPAGE" (8) · layout (8) · epoch (8) · synced pages (8) · partner (8) · CRC-32C of these (4) · zero (4)</c>.
/// </summary>
/// <param name="Epoch">A random number that every valid page of the file carries.</param>
/// <param name="SyncedPages">At least so many pages were synced. A shorter file was truncated.</param>
/// <param name="Partner">In a log, the epoch of its data file; 0 until the first start has completed the data file.</param>
internal readonly record struct PageFileHeader(long Epoch, long SyncedPages, long Partner = 0, long Layout = PageFileHeader.CurrentLayout)
{
    /// <summary>Increased whenever the format of stored rows changes. Layout 6 and below had a journal beside LiteDB's own files.</summary>
    public const long CurrentLayout = 7;

    const int Bytes = 48;
    const int LayoutAt = 8;
    const int EpochAt = 16;
    const int SyncedPagesAt = 24;
    const int PartnerAt = 32;
    const int CrcAt = 40;

    static ReadOnlySpan<byte> Magic => "KSIMPAGE"u8;

    public byte[] ToBytes()
    {
        var bytes = new byte[Bytes];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(LayoutAt), Layout);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(EpochAt), Epoch);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(SyncedPagesAt), SyncedPages);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(PartnerAt), Partner);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(CrcAt), Crc(bytes));
        return bytes;
    }

    /// <returns>Null when the file has no header or a damaged one.</returns>
    public static PageFileHeader? Read(PageDevice device)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        if (device.Read(bytes, 0) != Bytes || !bytes.StartsWith(Magic)) return null;
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[CrcAt..]) != Crc(bytes)) return null;
        return new(
            Epoch: Field(bytes, EpochAt),
            SyncedPages: Field(bytes, SyncedPagesAt),
            Partner: Field(bytes, PartnerAt),
            Layout: Field(bytes, LayoutAt));
    }

    static long Field(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);

    static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes[..CrcAt])) crc = BitOperations.Crc32C(crc, word);
        return crc;
    }
}
