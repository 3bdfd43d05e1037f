using System.Diagnostics;

namespace KantanSim.Scenarios;

/// <summary>
/// The scenarios as their files are now. A saved file is noticed when the system tells of it, and at the latest when scenarios
/// are next used and the last look is <see cref="LookEvery"/> old: not every file system tells.
/// </summary>
internal sealed class LiveScenarios(string folder, Vocabulary vocabulary) : IDisposable
{
    public static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    readonly Lock gate = new();
    FileSystemWatcher? watcher;
    volatile ScenarioLibrary? current;
    long lookedAt;

    /// <summary>Told of each library that takes the place of another.</summary>
    public Action<ScenarioLibrary>? Replaced { get; set; }

    /// <summary>Told when files could not be looked at; the next look may succeed.</summary>
    public Action<Exception>? Failed { get; set; }

    public ScenarioLibrary Current => current is { } known && Stopwatch.GetElapsedTime(Volatile.Read(ref lookedAt)) < LookEvery ? known : Look();

    /// <summary>From here on a change is noticed without being asked for.</summary>
    public void Watch()
    {
        if (!Directory.Exists(folder)) return;
        watcher = new(folder) { IncludeSubdirectories = true };
        watcher.Changed += (_, _) => Notice();
        watcher.Created += (_, _) => Notice();
        watcher.Deleted += (_, _) => Notice();
        watcher.Renamed += (_, _) => Notice();
        watcher.EnableRaisingEvents = true;
    }

    public void Dispose() => watcher?.Dispose();

    // Nobody is above the watcher's thread: what it does not catch ends the program.
    void Notice()
    {
        try { Look(); }
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
