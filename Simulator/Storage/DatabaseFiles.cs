namespace KantanSim.Storage;

/// <summary>
/// The two files of a database: LiteDB's data file, and its log (WAL) with what is committed and not yet in the data file.
/// </summary>
internal sealed class DatabaseFiles : IDisposable
{
    public const string DataName = "kantansim.data";
    public const string LogName = "kantansim.wal";

    const string RestoreCopy = "Restore a copy of the folder, or choose another folder";

    readonly PageDevice? dataDevice;
    readonly PageDevice? logDevice;

    /// <exception cref="IOException">A file is missing, too damaged to be opened, or of another program or version.</exception>
    public DatabaseFiles(string folder)
    {
        var dataPath = Path.Combine(folder, DataName);
        var logPath = Path.Combine(folder, LogName);
        CheckBothOrNone(File.Exists(dataPath), File.Exists(logPath));
        try
        {
            dataDevice = new FileDevice(dataPath);
            logDevice = new FileDevice(logPath);
            (Data, Log) = Open(dataDevice, logDevice);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Opens files on given devices.</summary>
    internal DatabaseFiles(PageDevice data, PageDevice log)
    {
        dataDevice = data;
        logDevice = log;
        (Data, Log) = Open(data, log);
    }

    public PageFile Data { get; }

    public PageFile Log { get; }

    /// <inheritdoc cref="Store.CutOff"/>
    public string? CutOff { get; private set; }

    /// <summary>Describes known damage of the data file; null when there is none.</summary>
    public string? Damage { get; private set; }

    public void Dispose()
    {
        dataDevice?.Dispose();
        logDevice?.Dispose();
    }

    (PageFile Data, PageFile Log) Open(PageDevice data, PageDevice log)
    {
        if (IsFirstStart(data, log))
        {
            // The log is on disk before the data file has any content.
            var newLog = PageFile.Create(log, isLog: true);
            return Link(PageFile.Create(data), newLog);
        }
        var scan = LogScan.Of(log);
        var header = ReadHeader(data, scan);
        if (scan.TornPages > 0)
            CutOff = $"{LogName}: the last {scan.TornPages} pages were incomplete, because the process or the machine stopped "
                + "while they were written. They were cut off. No change in them was acknowledged";
        var pages = (data.Length - PageFile.HeaderBytes) / PageFile.BlockBytes;
        if (pages < header.SyncedPages)
            Damage = $"{DataName} was cut after page {pages}: {header.SyncedPages - pages} pages at its end are lost";
        HeaderPageRecovery.Restore(data, header, log, scan);
        return Link(
            PageFile.Open(data, header, Math.Max(pages, header.SyncedPages)),
            PageFile.Open(log, scan.Header, scan.ValidPages, isLog: true));
    }

    static PageFileHeader ReadHeader(PageDevice data, LogScan scan)
    {
        if (data.Length == 0) throw new IOException($"{DataName} is empty: nothing in it can be read. {RestoreCopy}");
        if (PageFileHeader.Read(data) is not { } header)
            throw new IOException(
                $"{DataName} is not a KantanSim database, or its header is damaged: nothing in it can be read. {RestoreCopy}");
        if (header.Layout != PageFileHeader.CurrentLayout)
            throw new IOException(
                $"{DataName} was made by a newer KantanSim (layout {header.Layout}, this one reads {PageFileHeader.CurrentLayout}). "
                + "Start that version, or choose another folder");
        if (scan.Header.Partner != header.Epoch)
            throw new IOException($"{LogName} belongs to another {DataName}. "
                + "Restore both files of one copy of the folder, or choose another folder");
        return header;
    }

    // A page must not reach the data file before its transaction is on disk in the log.
    static (PageFile Data, PageFile Log) Link(PageFile data, PageFile log)
    {
        data.BeforeWrite = log.SyncIfNeeded;
        return (data, log);
    }

    // While the log names no data file, a first start was interrupted, and nothing was acknowledged.
    static bool IsFirstStart(PageDevice data, PageDevice log)
    {
        if (PageFileHeader.Read(log) is { } header) return header.Partner == 0;
        return log.Length <= PageFile.HeaderBytes && data.Length == 0;
    }

    static void CheckBothOrNone(bool hasData, bool hasLog)
    {
        if (hasLog && !hasData)
            throw new IOException($"{DataName} is missing, although {LogName} is there: its data cannot be read. {RestoreCopy}");
        if (hasData && !hasLog)
            throw new IOException($"{LogName} is missing, although {DataName} is there: the last changes may be lost. {RestoreCopy}");
    }
}
