using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace KantanSim.Storage;

/// <summary>
/// A page of a <see cref="PageFile"/> on disk: 8,192 bytes and a trailer of 16 bytes, little-endian:
/// <c>CRC-32C of page, index and epoch (4) · zero (4) · epoch (8)</c>. It reveals a damaged page, a page in the wrong place, and a page
/// of an earlier log.
/// </summary>
internal static class PageBlock
{
    public const int TrailerBytes = 16;

    const int ZeroAt = PageFile.PageBytes + 4;
    const int EpochAt = PageFile.PageBytes + 8;

    /// <summary>
    /// The offset of a page in its file, which is also the length of a file with <paramref name="index"/> pages. In bytes.
    /// </summary>
    public static long OffsetOf(long index) => PageFile.HeaderBytes + (index * PageFile.BlockBytes);

    /// <summary>Reads a page with its trailer.</summary>
    /// <returns>Whether the page is valid.</returns>
    public static bool Read(PageDevice device, Span<byte> block, long index, long epoch) =>
        device.Read(block, OffsetOf(index)) == PageFile.BlockBytes
        && BinaryPrimitives.ReadInt64LittleEndian(block[EpochAt..]) == epoch
        && BinaryPrimitives.ReadUInt32LittleEndian(block[PageFile.PageBytes..]) == Crc(block[..PageFile.PageBytes], index, epoch);

    /// <summary>Writes a page with its trailer.</summary>
    public static void Write(PageDevice device, ReadOnlySpan<byte> page, long index, long epoch)
    {
        Span<byte> block = stackalloc byte[PageFile.BlockBytes];
        page[..PageFile.PageBytes].CopyTo(block);
        BinaryPrimitives.WriteUInt32LittleEndian(block[PageFile.PageBytes..], Crc(block[..PageFile.PageBytes], index, epoch));
        BinaryPrimitives.WriteInt32LittleEndian(block[ZeroAt..], 0);
        BinaryPrimitives.WriteInt64LittleEndian(block[EpochAt..], epoch);
        device.Write(block, OffsetOf(index));
    }

    static uint Crc(ReadOnlySpan<byte> page, long index, long epoch)
    {
        var crc = BitOperations.Crc32C(BitOperations.Crc32C(uint.MaxValue, (ulong)index), (ulong)epoch);
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(page)) crc = BitOperations.Crc32C(crc, word);
        return crc;
    }
}
