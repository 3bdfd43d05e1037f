using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace KantanSim.Storage;

/// <summary>
/// A file of pages. LiteDB sees a stream of whole pages of 8,192 bytes; on disk a header of 4,096 bytes stands first, and 16 bytes follow each page:
/// <c>CRC-32C of page, index and epoch (4) · zero (4) · epoch (8)</c>, little-endian. So a damaged page, a page in the wrong place and a page of an
/// earlier log are recognised.
/// </summary>
internal sealed class PageFile : Stream
{
    public const int PageBytes = 8_192;
    public const int HeaderBytes = 4_096;
    public const int BlockBytes = PageBytes + TrailerBytes;
    const int TrailerBytes = 16;

    readonly PageDevice device;
    readonly byte[] block = new byte[BlockBytes];
    PageFileHeader header;
    long position;
    bool isSynced = true;
    ExceptionDispatchInfo? failure;

    PageFile(PageDevice device, PageFileHeader header, long pages) => (this.device, this.header, Pages) = (device, header, pages);

    public string Name => device.Name;

    /// <summary>The length in pages.</summary>
    public long Pages { get; private set; }

    /// <summary>How many of them were on the disk at the last sync.</summary>
    public long SyncedPages { get; private set; }

    /// <summary>How many pages that confirm a transaction were written since the opening.</summary>
    public long Confirmations { get; private set; }

    /// <summary>A random number that all its pages carry.</summary>
    public long Epoch => header.Epoch;

    /// <summary>Notes that this is the log of a data file, which is complete from here on.</summary>
    public void SetPartner(long epoch)
    {
        WriteHeader(header with { Partner = epoch });
        device.Sync();
    }

    /// <summary>Runs before a page is written, for example to sync another file first.</summary>
    public Action? BeforeWrite { get; set; }

    /// <summary>Told of each page that is found damaged.</summary>
    public Action<DamagedPageException>? Damaged { get; set; }

    /// <summary>Makes an empty file.</summary>
    /// <param name="isLog">See <see cref="IsLog"/>.</param>
    public static PageFile Create(PageDevice device, bool isLog = false)
    {
        var file = new PageFile(device, default, 0) { IsLog = isLog };
        file.Restart();
        return file;
    }

    /// <summary>Opens a file that has a header.</summary>
    /// <param name="pages">How many of its pages count; what follows is cut off.</param>
    /// <param name="isLog">See <see cref="IsLog"/>.</param>
    public static PageFile Open(PageDevice device, PageFileHeader header, long pages, bool isLog = false)
    {
        var file = new PageFile(device, header, pages) { SyncedPages = pages, IsLog = isLog };
        if (device.Length > EndOf(pages)) device.SetLength(EndOf(pages));
        return file;
    }

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => true;
    public override long Length => Pages * PageBytes;
    public override long Position { get => position; set => position = value; }

    /// <summary>Whether it is the log, which keeps a failed write for <see cref="ThrowIfFailed"/> and is synced by whoever commits.</summary>
    public bool IsLog { get; init; }

    /// <exception cref="DamagedPageException">The page is not as it was written.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        ThrowIfFailed();
        var index = Index(count);
        if (index >= Pages) return 0;
        if (!ReadBlock(device, block, index, header.Epoch)) throw Damage(index);
        block.AsSpan(0, PageBytes).CopyTo(buffer.AsSpan(offset));
        position += PageBytes;
        return PageBytes;
    }

    /// <summary>
    /// Writes a page. The log keeps a failure for <see cref="ThrowIfFailed"/>: after an exception in the middle of a commit, the finalizer of
    /// LiteDB's transaction throws, which ends the process.
    /// </summary>
    public override void Write(byte[] buffer, int offset, int count)
    {
        var index = Index(count);
        BeforeWrite?.Invoke();
        try { if (failure is null) WriteBlock(device, buffer.AsSpan(offset, PageBytes), index, header.Epoch); }
        catch (Exception reason) when (IsLog) { failure = ExceptionDispatchInfo.Capture(reason); }
        isSynced = false;
        Pages = Math.Max(Pages, index + 1);
        if (buffer[offset + LogScan.ConfirmedAt] == 1) Confirmations++;
        position += PageBytes;
    }

    /// <exception cref="Exception">A page could not be written. <see cref="CutToSynced"/> takes back what was written since the last sync.</exception>
    public void ThrowIfFailed() => failure?.Throw();

    /// <summary>LiteDB flushes its data file once a checkpoint is written.</summary>
    public override void Flush() { if (!IsLog) Sync(); }

    /// <summary>Returns when all pages are on the disk, and notes in the header how many these are.</summary>
    public void Sync()
    {
        ThrowIfFailed();
        device.Sync();
        if (device.Length < EndOf(Pages)) throw new IOException($"{Name} was cut short while KantanSim was running");
        // It needs no sync of its own: after a power cut it may be older, and is then only a weaker promise.
        WriteHeader(header with { SyncedPages = Pages });
        (SyncedPages, isSynced) = (Pages, true);
    }

    /// <summary>Syncs when pages were written since the last sync.</summary>
    public void SyncIfNeeded() { if (!isSynced) Sync(); }

    public override long Seek(long offset, SeekOrigin origin) => position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => position + offset,
        _ => Length + offset,
    };

    /// <summary>An emptied file begins anew: pages of before, should the disk bring them back, are of another epoch.</summary>
    public override void SetLength(long value)
    {
        if (value == 0) Restart();
        else if (value < Length) throw new NotSupportedException($"{Name} is emptied whole or not at all.");
    }

    /// <summary>Takes back pages that were added since the last sync.</summary>
    public void CutToSynced()
    {
        if (header.SyncedPages > SyncedPages) WriteSyncedPages(SyncedPages);
        device.SetLength(EndOf(SyncedPages));
        (Pages, isSynced, failure) = (SyncedPages, true, null);
    }

    void Restart()
    {
        // First nothing is promised any more: a power cut may shorten the file, and leave the header.
        if (SyncedPages > 0) WriteSyncedPages(0);
        device.SetLength(HeaderBytes);
        (Pages, SyncedPages, isSynced) = (0, 0, true);
        WriteHeader(new(BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))), 0, header.Partner));
        device.Sync();
    }

    void WriteSyncedPages(long syncedPages)
    {
        WriteHeader(header with { SyncedPages = syncedPages });
        device.Sync();
    }

    void WriteHeader(PageFileHeader next)
    {
        header = next;
        device.Write(header.ToBytes(), 0);
    }

    /// <summary>Reads pages, and reports those that are damaged to <see cref="Damaged"/>.</summary>
    public void Verify(long from, long count)
    {
        for (var index = from; index < Math.Min(Pages, from + count); index++)
            if (!ReadBlock(device, block, index, header.Epoch)) Damage(index);
    }

    DamagedPageException Damage(long index)
    {
        var damage = new DamagedPageException(Name, index);
        Damaged?.Invoke(damage);
        return damage;
    }

    long Index(int count) => count == PageBytes && position % PageBytes == 0 ? position / PageBytes
        : throw new InvalidOperationException($"{Name}: {count} bytes at {position} are no whole page.");

    internal static long EndOf(long pages) => HeaderBytes + (pages * BlockBytes);

    /// <summary>Reads a page with its trailer.</summary>
    /// <returns>Whether it is as it was written.</returns>
    internal static bool ReadBlock(PageDevice device, Span<byte> block, long index, long epoch) =>
        device.Read(block, EndOf(index)) == BlockBytes
        && BinaryPrimitives.ReadInt64LittleEndian(block[(PageBytes + 8)..]) == epoch
        && BinaryPrimitives.ReadUInt32LittleEndian(block[PageBytes..]) == Crc(block[..PageBytes], index, epoch);

    /// <summary>Writes a page; its trailer is made in the block.</summary>
    internal static void WriteBlock(PageDevice device, ReadOnlySpan<byte> page, long index, long epoch)
    {
        Span<byte> block = stackalloc byte[BlockBytes];
        page[..PageBytes].CopyTo(block);
        BinaryPrimitives.WriteUInt32LittleEndian(block[PageBytes..], Crc(block[..PageBytes], index, epoch));
        BinaryPrimitives.WriteInt32LittleEndian(block[(PageBytes + 4)..], 0);
        BinaryPrimitives.WriteInt64LittleEndian(block[(PageBytes + 8)..], epoch);
        device.Write(block, EndOf(index));
    }

    static uint Crc(ReadOnlySpan<byte> page, long index, long epoch)
    {
        var crc = BitOperations.Crc32C(BitOperations.Crc32C(uint.MaxValue, (ulong)index), (ulong)epoch);
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(page)) crc = BitOperations.Crc32C(crc, word);
        return crc;
    }
}
