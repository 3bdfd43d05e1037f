using System.Diagnostics;
using KantanSim.Configuration;

namespace KantanSim.Mappings;

/// <summary>
/// Keeps the mappings up to date with their files. A change is noticed by a file system event, or else by polling: the first request
/// after <see cref="PollInterval"/> checks the files, because not every file system sends events. WireMock is loaded only once there
/// is a mapping file.
/// </summary>
internal sealed class MappingWatcher(string folder, ILogger<MappingWatcher> log) : IDisposable
{
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    readonly Lock sync = new();
    FileSystemWatcher? watcher;
    volatile WireMockResponder? responder;
    IReadOnlyList<MappingDiagnostic> diagnostics = [];
    bool disposed;
    long lastCheck = long.MinValue;

    public string Folder => folder;

    /// <summary>The timeout of a response, in addition to its mapping's own delay.</summary>
    public TimeSpan AnswerWithin { get; set; } = ServerLimits.MappedAnswerTimeout;

    /// <summary>The errors of the folder and its files, as of the last completed check.</summary>
    public IReadOnlyList<MappingDiagnostic> Diagnostics
    {
        get { lock (sync) return diagnostics; }
    }

    /// <summary>Null while there is no mapping.</summary>
    public WireMockResponder? Current
    {
        get
        {
            if (IsCheckDue) Check(() => IsCheckDue);
            return responder is { Mappings: > 0 } loaded ? loaded : null;
        }
    }

    /// <summary>Reads the files, and reads them again on each file system event.</summary>
    public void Watch() => Check(() => true);

    public void Dispose()
    {
        lock (sync)
        {
            disposed = true;
            watcher?.Dispose();
            responder?.Dispose();
        }
    }

    bool IsCheckDue
    {
        get
        {
            var last = Volatile.Read(ref lastCheck);
            return last == long.MinValue || Stopwatch.GetElapsedTime(last) >= PollInterval;
        }
    }

    // The condition is evaluated again under the lock: a caller that has waited for another's check does not repeat it.
    void Check(Func<bool> isNeeded)
    {
        lock (sync)
        {
            if (disposed || !isNeeded()) return;
            UpdateWatcher();
            var found = MappingFiles.In(folder);
            if (responder is not null || found.Files.Count > 0) Update(found);
            else SetDiagnostics(found.Diagnostics);
            Volatile.Write(ref lastCheck, Stopwatch.GetTimestamp());
        }
    }

    // An exception on the watcher's thread would end the process. The next request checks the files again.
    void CheckOnEvent()
    {
        try { Check(() => true); }
        catch (Exception exception) { MappingLog.MappingsNotRead(log, exception); }
    }

    void Update(MappingFiles found)
    {
        responder ??= new(folder, () => AnswerWithin, log);
        var hasChanged = responder.Update(found.Files);
        IReadOnlyList<MappingDiagnostic> all = [.. found.Diagnostics, .. responder.Diagnostics];
        if (hasChanged) MappingLog.MappingsRead(log, responder.Mappings, found.Files.Count, all.Count);
        SetDiagnostics(all);
    }

    void SetDiagnostics(IReadOnlyList<MappingDiagnostic> found)
    {
        foreach (var diagnostic in found.Except(diagnostics)) MappingLog.MappingFileInvalid(log, diagnostic.ToString());
        diagnostics = found;
    }

    // The folder may be created or deleted at any time.
    void UpdateWatcher()
    {
        var exists = Directory.Exists(folder);
        var isWatching = watcher is not null;
        if (exists == isWatching) return;
        watcher?.Dispose();
        watcher = null;
        if (!exists) return;
        try
        {
            watcher = new(folder) { IncludeSubdirectories = true };
            watcher.Changed += (_, _) => CheckOnEvent();
            watcher.Created += (_, _) => CheckOnEvent();
            watcher.Deleted += (_, _) => CheckOnEvent();
            watcher.Renamed += (_, _) => CheckOnEvent();
            watcher.EnableRaisingEvents = true;
        }
        catch (ArgumentException)
        {
            // The folder was deleted meanwhile. The next check sees that.
        }
        catch (IOException exception)
        {
            // The system's limit of watchers is reached: files are checked when mappings are used.
            MappingLog.MappingsUnwatched(log, folder, exception.Message);
        }
    }
}
