namespace KantanSim.Tests.Crashes;

/// <summary>Counts created files and writes in a folder, as reported by the operating system.</summary>
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

    /// <summary>Completes at the write with the given number.</summary>
    public Task Counted => counted.Task;

    public void Dispose() => watcher.Dispose();

    void Count()
    {
        if (Interlocked.Increment(ref count) == number) counted.SetResult();
    }
}
