namespace KantanSim.Storage;

/// <summary>Locks a data folder for one process. The operating system releases the lock when the process ends, however it ends.</summary>
internal static class FolderLock
{
    /// <exception cref="IOException">Another process has the folder, or it is not writable.</exception>
    // A lock file, because LiteDB itself would let two processes write the same file on Unix, where sharing modes are advisory locks.
    public static FileStream Take(string folder) =>
        DataFolder.Open(Path.Combine(folder, "kantansim.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
}
