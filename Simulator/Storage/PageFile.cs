#pragma warning disable format // aligned tables
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;

namespace KantanSim.Storage;

/// <summary>
/// A file of checked pages, which LiteDB uses as a stream of whole pages of 8,192 bytes. On disk a header of 4,096 bytes comes first (see
/// <see cref="PageFileHeader"/>), then one block a page (see <see cref="PageBlock"/>).
/// </summary>
internal sealed class PageFile : Stream
{
    public const int PageBytes = 8_192;
    public const int HeaderBytes = 4_096;
    public const int BlockBytes = PageBytes + PageBlock.TrailerBytes;

    readonly PageDevice device;
    readonly byte[] block = new byte[BlockBytes];
    PageFileHeader header;
    long position;
    bool isSynced = true;
    ExceptionDispatchInfo? failure;

    PageFile(PageDevice device, PageFileHeader header, long pages)
    {
        this.device = device;
        this.header = header;
        Pages = pages;
    }

    public string Name => device.Name;

    /// <summary>The length in pages.</summary>
    public long Pages { get; private set; }

    /// <summary>The length in pages at the last sync.</summary>
    public long SyncedPages { get; private set; }

    /// <summary>The number of pages written since the opening that confirm a transaction.</summary>
    public long Confirmations { get; private set; }

    /// <summary>A random number that every valid page of the file carries.</summary>
    public long Epoch => header.Epoch;

    /// <summary>
    /// Whether this is the log. A failed write of the log is kept for <see cref="ThrowIfFailed"/>, and a flush by LiteDB does not sync it,
    /// because the store syncs after a commit.
    /// </summary>
    public bool IsLog { get; init; }

    /// <summary>Called before a page is written, for example to sync another file first.</summary>
    public Action? BeforeWrite { get; set; }

    /// <summary>Called with each page that is found damaged.</summary>
    public Action<DamagedPageException>? Damaged { get; set; }

    /// <summary>Creates an empty file.</summary>
    public static PageFile Create(PageDevice device, bool isLog = false)
    {
        var file = new PageFile(device, default, 0) { IsLog = isLog };
        file.Restart();
        return file;
    }

    /// <summary>Opens a file that has a header.</summary>
    /// <param name="pages">The number of valid pages; the file is cut off behind them.</param>
    public static PageFile Open(PageDevice device, PageFileHeader header, long pages, bool isLog = false)
    {
        var file = new PageFile(device, header, pages) { SyncedPages = pages, IsLog = isLog };
        if (device.Length > PageBlock.OffsetOf(pages)) device.SetLength(PageBlock.OffsetOf(pages));
        return file;
    }

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => true;
    public override long Length => Pages * PageBytes;
    public override long Position { get => position; set => position = value; }

    /// <exception cref="DamagedPageException">The checksum of the page is wrong.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        ThrowIfFailed();
        var index = PageAtPosition(count);
        if (index >= Pages) return 0;
        if (!PageBlock.Read(device, block, index, header.Epoch)) throw ReportDamage(index);
        block.AsSpan(0, PageBytes).CopyTo(buffer.AsSpan(offset));
        position += PageBytes;
        return PageBytes;
    }

    /// <summary>
    /// Writes a page. The log keeps an exception for <see cref="ThrowIfFailed"/>: if it were thrown in the middle of a commit, the
    /// finalizer of LiteDB's transaction would throw, too, and end the process.
    /// </summary>
    public override void Write(byte[] buffer, int offset, int count)
    {
        var index = PageAtPosition(count);
        BeforeWrite?.Invoke();
        try
        {
            if (failure is null) PageBlock.Write(device, buffer.AsSpan(offset, PageBytes), index, header.Epoch);
        }
        catch (Exception reason) when (IsLog)
        {
            failure = ExceptionDispatchInfo.Capture(reason);
        }
        isSynced = false;
        Pages = Math.Max(Pages, index + 1);
        if (buffer[offset + LogScan.ConfirmedAt] == 1) Confirmations++;
        position += PageBytes;
    }

    /// <exception cref="Exception">
    /// A page could not be written. <see cref="CutToSynced"/> removes the pages written since the last sync.
    /// </exception>
    public void ThrowIfFailed() => failure?.Throw();

    /// <summary>Syncs the data file, which LiteDB flushes at the end of a checkpoint. Does nothing for the log.</summary>
    public override void Flush()
    {
        if (!IsLog) Sync();
    }

    /// <summary>Returns when all pages are on disk, and writes their number to the header.</summary>
    public void Sync()
    {
        ThrowIfFailed();
        device.Sync();
        if (device.Length < PageBlock.OffsetOf(Pages)) throw new IOException($"{Name} was truncated while KantanSim was running");
        // The header is not synced: an older one after a power cut has a lower number, which is still true.
        WriteHeader(header with { SyncedPages = Pages });
        SyncedPages = Pages;
        isSynced = true;
    }

    /// <summary>Syncs if a page was written since the last sync.</summary>
    public void SyncIfNeeded()
    {
        if (!isSynced) Sync();
    }

    /// <summary>Links the log to its data file, which is complete from now on. See <see cref="PageFileHeader"/>.</summary>
    public void SetPartner(long epoch)
    {
        WriteHeader(header with { Partner = epoch });
        device.Sync();
    }

    public override long Seek(long offset, SeekOrigin origin) => position = origin switch
    {
        SeekOrigin.Begin   => offset,
        SeekOrigin.Current => position + offset,
        _                  => Length + offset,
    };

    /// <summary>
    /// Empties the file; other lengths are not supported. The file gets a new epoch, so that old pages on the disk are not valid any more.
    /// </summary>
    public override void SetLength(long value)
    {
        if (value == 0) Restart();
        else if (value < Length) throw new NotSupportedException($"{Name} can only be emptied as a whole.");
    }

    /// <summary>Removes the pages that were added since the last sync, and forgets a failed write.</summary>
    public void CutToSynced()
    {
        if (header.SyncedPages > SyncedPages) WriteSyncedPages(SyncedPages);
        device.SetLength(PageBlock.OffsetOf(SyncedPages));
        Pages = SyncedPages;
        isSynced = true;
        failure = null;
    }

    /// <summary>
    /// Reads pages, and reports those that are damaged to <see cref="Damaged"/>. Pages that are not synced are left out: after a failed
    /// write they are on disk in part, until <see cref="CutToSynced"/> removes them.
    /// </summary>
    public void Verify(long from, long count)
    {
        for (var index = from; index < Math.Min(SyncedPages, from + count); index++)
            if (!PageBlock.Read(device, block, index, header.Epoch)) ReportDamage(index);
    }

    void Restart()
    {
        // The header first: after a power cut the file may be shorter while the header is still the old one.
        if (SyncedPages > 0) WriteSyncedPages(0);
        device.SetLength(HeaderBytes);
        Pages = 0;
        SyncedPages = 0;
        isSynced = true;
        var epoch = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
        WriteHeader(new(epoch, SyncedPages: 0, header.Partner));
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

    DamagedPageException ReportDamage(long index)
    {
        var damage = new DamagedPageException(Name, index);
        Damaged?.Invoke(damage);
        return damage;
    }

    long PageAtPosition(int count)
    {
        if (count != PageBytes || position % PageBytes != 0)
            throw new InvalidOperationException($"{Name}: {count} bytes at {position} are not one whole page.");
        return position / PageBytes;
    }
}
