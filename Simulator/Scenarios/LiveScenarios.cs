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

    public ScenarioLibrary Current => current is { } known && Stopwatch.GetElapsedTime(Volatile.Read(ref lookedAt)) < LookEvery ? known : Look();

    /// <summary>From here on a change is noticed without being asked for.</summary>
    public void Watch()
    {
        if (!Directory.Exists(folder)) return;
        watcher = new(folder) { IncludeSubdirectories = true };
        watcher.Changed += (_, _) => Look();
        watcher.Created += (_, _) => Look();
        watcher.Deleted += (_, _) => Look();
        watcher.Renamed += (_, _) => Look();
        watcher.EnableRaisingEvents = true;
    }

    public void Dispose() => watcher?.Dispose();

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
