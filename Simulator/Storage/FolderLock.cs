namespace KantanSim.Storage;

/// <summary>Keeps a database folder for one process. The system gives it up with the process, however that ends.</summary>
internal static class FolderLock
{
    /// <exception cref="IOException">Another process has the folder, or it cannot be written.</exception>
    // LiteDB itself would let two processes write the same file on Unix, where sharing modes are locks of their own kind.
    public static FileStream Take(string folder) =>
        DataFolder.Open(Path.Combine(folder, "kantansim.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
}
