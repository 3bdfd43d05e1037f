using System.Diagnostics;

namespace KantanSim.Scenarios;

/// <summary>
/// The scenarios as their files are now. A saved file is noticed when the system tells of it, and at the latest when scenarios
/// are next used and the last look is <see cref="LookEvery"/> old: not every file system tells.
/// </summary>
internal sealed class LiveScenarios(string folder, Vocabulary vocabulary) : IDisposable
{
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromMilliseconds(500);

    readonly Lock gate = new();
    FileSystemWatcher? watcher;
    volatile ScenarioLibrary? current;
    long lookedAt;

    /// <summary>Told of each library that takes the place of another.</summary>
    public Action<ScenarioLibrary>? Replaced { get; set; }

    /// <summary>Told of the library that <see cref="Watch"/> has found.</summary>
    public Action<ScenarioLibrary>? Read { get; set; }

    /// <summary>Told when files could not be read; the next use reads them again.</summary>
    public Action<Exception>? Failed { get; set; }

    /// <summary>Told when the system cannot report changes of the folder; files are then read when scenarios are used.</summary>
    public Action<string, Exception>? Unwatched { get; set; }

    public ScenarioLibrary Current => current is { } known && Stopwatch.GetElapsedTime(Volatile.Read(ref lookedAt)) < LookEvery ? known : Look();

    /// <summary>Reads the files, and from here on reads them again as soon as the system reports a change.</summary>
    public void Watch()
    {
        if (Directory.Exists(folder)) Follow();
        Notice(() => Read?.Invoke(Current));
    }

    void Follow()
    {
        try
        {
            watcher = new(folder) { IncludeSubdirectories = true };
            watcher.Changed += (_, _) => Notice(() => Look());
            watcher.Created += (_, _) => Notice(() => Look());
            watcher.Deleted += (_, _) => Notice(() => Look());
            watcher.Renamed += (_, _) => Notice(() => Look());
            watcher.EnableRaisingEvents = true;
        }
        catch (IOException fault)
        {
            Unwatched?.Invoke(folder, fault);
        }
    }

    public void Dispose() => watcher?.Dispose();

    // An exception on the watcher's thread would end the program.
    void Notice(Action read)
    {
        try { read(); }
        catch (Exception fault) { Failed?.Invoke(fault); }
    }

    ScenarioLibrary Look()
    {
        lock (gate)
        {
            var before = current;
            var now = ScenarioLibrary.Load(folder, vocabulary, before);
            Volatile.Write(ref lookedAt, Stopwatch.GetTimestamp());
            if (ReferenceEquals(before, now)) return now;
            current = now;
            if (before is not null) Replaced?.Invoke(now);
            return now;
        }
    }
}
