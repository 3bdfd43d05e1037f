using System.Diagnostics;

namespace KantanSim.Scenarios.Files;

/// <summary>
/// Keeps the scenario library up to date with its files. A change is noticed by a file system event, or else by polling: the first
/// use of the library after <see cref="PollInterval"/> checks the files, because not every file system sends events.
/// </summary>
internal sealed partial class ScenarioWatcher(string folder, KnownSymbols symbols) : IDisposable
{
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    readonly Lock sync = new();
    FileSystemWatcher? watcher;
    volatile ScenarioLibrary? current;
    volatile Task reading = Task.CompletedTask;
    Task? queued;
    long lastCheck;

    /// <summary>Reads the folder; the third argument is the library that is already loaded.</summary>
    public Func<string, KnownSymbols, ScenarioLibrary?, ScenarioLibrary> Load { get; set; } = ScenarioLibrary.Load;

    /// <summary>Called with each library that replaces another.</summary>
    public Action<ScenarioLibrary>? Replaced { get; set; }

    /// <summary>Called with the library that <see cref="Watch"/> loads.</summary>
    public Action<ScenarioLibrary>? Loaded { get; set; }

    /// <summary>Called when files cannot be read; the next use reads them again.</summary>
    public Action<Exception>? Failed { get; set; }

    /// <summary>Called when the folder cannot be watched; its files are then checked when scenarios are used.</summary>
    public Action<string, Exception>? WatchFailed { get; set; }

    /// <summary>Only the first use waits for the files. Later uses get the loaded library while one read runs in the background.</summary>
    public ScenarioLibrary Current
    {
        get
        {
            if (current is not { } loaded) return LoadFirst();
            if (Stopwatch.GetElapsedTime(Volatile.Read(ref lastCheck)) >= PollInterval && reading.IsCompleted) _ = Refresh();
            return loaded;
        }
    }

    /// <summary>Reads the files in the background; an exception is passed to <see cref="Failed"/>.</summary>
    /// <returns>Completes with the first read that began after the call.</returns>
    public Task Refresh()
    {
        lock (sync) return queued ??= reading = ReadAfter(reading);
    }

    /// <summary>Reads the files, and reads them again on each file system event.</summary>
    public void Watch()
    {
        if (Directory.Exists(folder)) StartWatching();
        Guard(() => Loaded?.Invoke(Current));
    }

    /// <summary>Checks the files without waiting for the result; an exception is passed to <see cref="Failed"/>.</summary>
    public void CheckForChanges() => Guard(() => _ = Current);

    public void Dispose() => watcher?.Dispose();

    void StartWatching()
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
        catch (IOException exception)
        {
            WatchFailed?.Invoke(folder, exception);
        }
    }

    // An exception on the watcher's thread would end the process, and nobody awaits a read in the background.
    void Guard(Action read)
    {
        try { read(); }
        catch (Exception exception) { Failed?.Invoke(exception); }
    }

    async Task ReadAfter(Task previous)
    {
        await previous.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        // This read may miss a change made from here on: the change's own Refresh queues another read.
        lock (sync) queued = null;
        Guard(Reload);
        Volatile.Write(ref lastCheck, Stopwatch.GetTimestamp());
    }

    ScenarioLibrary LoadFirst()
    {
        lock (sync)
        {
            if (current is { } loaded) return loaded;
            var first = Load(folder, symbols, null);
            Volatile.Write(ref lastCheck, Stopwatch.GetTimestamp());
            current = first;
            return first;
        }
    }

    void Reload()
    {
        if (current is not { } previous)
        {
            LoadFirst();
            return;
        }
        var library = Load(folder, symbols, previous.WithoutDrafts);
        if (ReferenceEquals(previous.WithoutDrafts, library)) return;
        lock (sync) Publish(library);
        Replaced?.Invoke(library);
    }
}
