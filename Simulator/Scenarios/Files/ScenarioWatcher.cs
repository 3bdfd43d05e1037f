using System.Diagnostics;

namespace KantanSim.Scenarios.Files;

/// <summary>
/// The scenarios as their files are now. A saved file is noticed when the system tells of it, and at the latest when scenarios
/// are next used and the last look is <see cref="PollInterval"/> old: not every file system tells.
/// </summary>
internal sealed class ScenarioWatcher(string folder, KnownSymbols vocabulary) : IDisposable
{
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    readonly Lock gate = new();
    FileSystemWatcher? watcher;
    volatile ScenarioLibrary? current;
    volatile Task reading = Task.CompletedTask;
    Task? queued;
    long lookedAt;

    /// <summary>Reads the folder; given the library that is there already.</summary>
    public Func<string, KnownSymbols, ScenarioLibrary?, ScenarioLibrary> Load { get; set; } = ScenarioLibrary.Load;

    /// <summary>Told of each library that takes the place of another.</summary>
    public Action<ScenarioLibrary>? Replaced { get; set; }

    /// <summary>Told of the library that <see cref="Watch"/> has found.</summary>
    public Action<ScenarioLibrary>? Loaded { get; set; }

    /// <summary>Told when files could not be read; the next use reads them again.</summary>
    public Action<Exception>? Failed { get; set; }

    /// <summary>Told when the system cannot report changes of the folder; files are then read when scenarios are used.</summary>
    public Action<string, Exception>? WatchFailed { get; set; }

    /// <summary>Waits for files at the very first use only: later ones get what is there, and one read runs beside them.</summary>
    public ScenarioLibrary Current
    {
        get
        {
            if (current is not { } known) return First();
            if (Stopwatch.GetElapsedTime(Volatile.Read(ref lookedAt)) >= PollInterval && reading.IsCompleted) _ = Refresh();
            return known;
        }
    }

    /// <summary>Reads the files beside whoever uses the library; a failure is reported to <see cref="Failed"/>.</summary>
    /// <returns>Ends with the first read that began after the call.</returns>
    public Task Refresh()
    {
        lock (gate) return queued ??= reading = ReadAfter(reading);
    }

    /// <summary>Reads the files, and from here on reads them again as soon as the system reports a change.</summary>
    public void Watch()
    {
        if (Directory.Exists(folder)) Follow();
        Notice(() => Loaded?.Invoke(Current));
    }

    /// <summary>Looks whether files have changed, for whoever waits for nothing: a failure is reported to <see cref="Failed"/>.</summary>
    public void CheckForChanges() => Notice(() => _ = Current);

    void Follow()
    {
        try
        {
            watcher = new(folder) { IncludeSubdirectories = true };
            watcher.Changed += (_, _) => Refresh();
            watcher.Created += (_, _) => Refresh();
            watcher.Deleted += (_, _) => Refresh();
            watcher.Renamed += (_, _) => Refresh();
            watcher.EnableRaisingEvents = true;
        }
        catch (IOException fault)
        {
            WatchFailed?.Invoke(folder, fault);
        }
    }

    public void Dispose() => watcher?.Dispose();

    // An exception on the watcher's thread would end the program, and nobody waits for a read in the background.
    void Notice(Action read)
    {
        try { read(); }
        catch (Exception fault) { Failed?.Invoke(fault); }
    }

    async Task ReadAfter(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        // A change that comes from here on may be missed by this read: it asks for one more.
        lock (gate) queued = null;
        Notice(ReadAgain);
        Volatile.Write(ref lookedAt, Stopwatch.GetTimestamp());
    }

    ScenarioLibrary First()
    {
        lock (gate)
        {
            if (current is { } known) return known;
            var first = Load(folder, vocabulary, null);
            Volatile.Write(ref lookedAt, Stopwatch.GetTimestamp());
            return current = first;
        }
    }

    void ReadAgain()
    {
        if (current is not { } before)
        {
            First();
            return;
        }
        var now = Load(folder, vocabulary, before);
        if (ReferenceEquals(before, now)) return;
        current = now;
        Replaced?.Invoke(now);
    }
}
