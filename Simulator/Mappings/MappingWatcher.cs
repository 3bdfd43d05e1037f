using System.Diagnostics;
using KantanSim.Configuration;

namespace KantanSim.Mappings;

/// <summary>
/// The mappings as their files are now. A saved file is noticed when the system tells of it, and at the latest when mappings are
/// next asked for and the last look is <see cref="PollInterval"/> old: not every file system tells. Nothing of WireMock is loaded
/// before there is a file.
/// </summary>
internal sealed class MappingWatcher(string folder, ILogger<MappingWatcher> log) : IDisposable
{
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    readonly Lock gate = new();
    FileSystemWatcher? watcher;
    volatile WireMockResponder? answers;
    IReadOnlyList<MappingDiagnostic> faults = [];
    bool disposed;
    long lookedAt = long.MinValue;

    public string Folder => folder;

    /// <summary>How much longer than its own delay an answer may take.</summary>
    public TimeSpan AnswerWithin { get; set; } = ServerLimits.MappedAnswerTimeout;

    /// <summary>What is wrong with the folder and its files, as the last look that is over found it.</summary>
    public IReadOnlyList<MappingDiagnostic> Diagnostics
    {
        get { lock (gate) return faults; }
    }

    /// <summary>What answers; null while there is no mapping.</summary>
    public WireMockResponder? Current
    {
        get
        {
            if (IsOld) Look(() => IsOld);
            return answers is { Mappings: > 0 } mapped ? mapped : null;
        }
    }

    /// <summary>Reads the files; from here on a change is noticed without being asked for.</summary>
    public void Watch() => Look(() => true);

    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            watcher?.Dispose();
            answers?.Dispose();
        }
    }

    bool IsOld => Volatile.Read(ref lookedAt) is var last && (last == long.MinValue || Stopwatch.GetElapsedTime(last) >= PollInterval);

    // Whoever has waited for another's look need not look again.
    void Look(Func<bool> stillNeeded)
    {
        lock (gate)
        {
            if (disposed || !stillNeeded()) return;
            Follow();
            var files = MappingFiles.In(folder);
            if (answers is not null || files.Files.Count > 0) Take(files);
            else Tell(files.Diagnostics);
            Volatile.Write(ref lookedAt, Stopwatch.GetTimestamp());
        }
    }

    // Nobody is above the watcher's thread: what it does not catch ends the program. The next request looks again.
    void Notice()
    {
        try { Look(() => true); }
        catch (Exception fault) { MappingLog.MappingsNotRead(log, fault); }
    }

    void Take(MappingFiles files)
    {
        answers ??= new(folder, () => AnswerWithin, log);
        if (answers.Update(files.Files)) MappingLog.MappingsRead(log, answers.Mappings, files.Files.Count, files.Diagnostics.Count + answers.Diagnostics.Count);
        Tell([.. files.Diagnostics, .. answers.Diagnostics]);
    }

    void Tell(IReadOnlyList<MappingDiagnostic> now)
    {
        foreach (var fault in now.Except(faults)) MappingLog.MappingFault(log, fault.ToString());
        faults = now;
    }

    // The folder may come later, and go.
    void Follow()
    {
        if (Directory.Exists(folder) == watcher is not null) return;
        watcher?.Dispose();
        watcher = null;
        if (!Directory.Exists(folder)) return;
        try
        {
            watcher = new(folder) { IncludeSubdirectories = true };
            watcher.Changed += (_, _) => Notice();
            watcher.Created += (_, _) => Notice();
            watcher.Deleted += (_, _) => Notice();
            watcher.Renamed += (_, _) => Notice();
            watcher.EnableRaisingEvents = true;
        }
        catch (IOException fault)
        {
            // The system has no more watchers to give: files are looked at when mappings are asked for.
            MappingLog.MappingsUnwatched(log, folder, fault.Message);
        }
    }
}
