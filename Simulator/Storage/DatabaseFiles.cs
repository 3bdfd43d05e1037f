namespace KantanSim.Storage;

/// <summary>The two files of a database: LiteDB's data file, and its log of what is committed and not in the data file yet.</summary>
internal sealed class DatabaseFiles : IDisposable
{
    public const string DataName = "kantansim.data";
    public const string LogName = "kantansim.wal";

    readonly PageDevice? dataDevice;
    readonly PageDevice? logDevice;

    /// <exception cref="IOException">A file is missing, damaged so that nothing can be read, or of another program or version.</exception>
    public DatabaseFiles(string folder)
    {
        var (dataPath, logPath) = (Path.Combine(folder, DataName), Path.Combine(folder, LogName));
        CheckBothOrNone(File.Exists(dataPath), File.Exists(logPath));
        try
        {
            (dataDevice, logDevice) = (new FileDevice(dataPath), new FileDevice(logPath));
            (Data, Log) = Open(dataDevice, logDevice);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Files on devices of a test.</summary>
    internal DatabaseFiles(PageDevice data, PageDevice log)
    {
        (dataDevice, logDevice) = (data, log);
        (Data, Log) = Open(data, log);
    }

    public PageFile Data { get; }

    public PageFile Log { get; }

    /// <summary>What a crash left half written and was cut off, as a sentence; null when nothing was.</summary>
    public string? CutOff { get; private set; }

    /// <summary>What is wrong with the data file, as a sentence; null when nothing is known to be.</summary>
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
            // The log is on the disk before the data file has anything.
            var newLog = PageFile.Create(log, isLog: true);
            return Link(PageFile.Create(data), newLog);
        }
        var scan = LogScan.Of(log);
        if (PageFileHeader.Read(data) is not { } header)
            throw new IOException($"{DataName} {(data.Length == 0 ? "is empty" : "is no database of KantanSim, or has lost its header")}: nothing in it can be read. "
                + "Put back a copy of the folder, or name another folder");
        if (header.Layout != PageFileHeader.CurrentLayout)
            throw new IOException($"{DataName} was made by a newer KantanSim (layout {header.Layout}, this one reads {PageFileHeader.CurrentLayout}). Start that version, or name another folder");
        if (scan.Header.Partner != header.Epoch)
            throw new IOException($"{LogName} belongs to another {DataName}. Put back both files of one copy of the folder, or name another folder");
        if (scan.Cut > 0)
            CutOff = $"{LogName}: the last {scan.Cut} pages were written half when the process or the machine stopped; they were cut off. No change in them was acknowledged";
        var pages = (data.Length - PageFile.HeaderBytes) / PageFile.BlockBytes;
        if (pages < header.SyncedPages)
            Damage = $"{DataName} was cut after page {pages}: {header.SyncedPages - pages} pages at its end are lost";
        HeaderPageRecovery.Restore(data, header, log, scan);
        return Link(PageFile.Open(data, header, Math.Max(pages, header.SyncedPages)), PageFile.Open(log, scan.Header, scan.Pages, isLog: true));
    }

    // The data file must not be ahead of what is on the disk of the log.
    static (PageFile Data, PageFile Log) Link(PageFile data, PageFile log)
    {
        data.BeforeWrite = log.SyncIfNeeded;
        return (data, log);
    }

    // A first start that was killed has made nothing that anybody was told of: the log names no data file yet.
    static bool IsFirstStart(PageDevice data, PageDevice log) =>
        PageFileHeader.Read(log) is { } header ? header.Partner == 0 : log.Length <= PageFile.HeaderBytes && data.Length == 0;

    static void CheckBothOrNone(bool hasData, bool hasLog)
    {
        if (hasLog && !hasData)
            throw new IOException($"{DataName} is missing, although {LogName} is there: what it held cannot be read. Put back a copy of the folder, or name another folder");
        if (hasData && !hasLog)
            throw new IOException($"{LogName} is missing, although {DataName} is there: the last changes may be lost. Put back a copy of the folder, or name another folder");
    }
}
