namespace KantanSim.Tests.Crashes;

/// <summary>Counts the files that are created and the writes in a folder, as the operating system reports them.</summary>
internal sealed class FolderWrites : IDisposable
{
    readonly TaskCompletionSource counted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly FileSystemWatcher watcher;
    readonly int number;
    int count;

    public FolderWrites(string folder, int number)
    {
        this.number = number;
        watcher = new(folder) { NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite };
        watcher.Created += (_, _) => Count();
        watcher.Changed += (_, _) => Count();
        watcher.EnableRaisingEvents = true;
    }

    /// <summary>Ends with the write of that number.</summary>
    public Task Counted => counted.Task;

    public void Dispose() => watcher.Dispose();

    void Count()
    {
        if (Interlocked.Increment(ref count) == number) counted.SetResult();
    }
}
