using LiteDB;
using LiteDB.Engine;

namespace KantanSim.Storage;

/// <summary>The database on disk, with the journal of what may not stand in it yet.</summary>
internal sealed class DatabaseFiles : IDisposable
{
    public const string Name = "kantansim.db";

    readonly FileStream folderLock;
    readonly DiskStream data;
    readonly DiskStream log;

    /// <summary>Opens <c>kantansim.db</c> in a folder, which is made when missing.</summary>
    /// <exception cref="IOException">The folder cannot be written or another process has the database.</exception>
    public DatabaseFiles(string folder)
    {
        DataFolder.Create(folder);
        folderLock = FolderLock.Take(folder);
        // LiteDB would cut a file of something else to whole pages before it finds out.
        if (!IsDatabase(Path.Combine(folder, Name)))
        {
            folderLock.Dispose();
            throw new IOException($"{Name} there is no database; name another folder or remove it");
        }
        data = new(Path.Combine(folder, Name), syncsWhenFlushed: true);
        log = new(Path.Combine(folder, "kantansim-log.db"), syncsWhenFlushed: false);
        Journal = Journal.Open(folder);
        try
        {
            Database = In(new EngineSettings { DataStream = data, LogStream = log, Collation = Collation.Binary }, isNew: data.Length == 0 && log.Length == 0,
                // Only when we say so: the log has to be on the disk before.
                lite => lite.CheckpointSize = 0);
        }
        catch
        {
            Close();
            throw;
        }
    }

    public Database Database { get; }

    public Journal Journal { get; }

    /// <summary>A database that keeps nothing.</summary>
    public static Database InMemory() => In(new EngineSettings { Filename = Store.InMemory, Collation = Collation.Binary }, isNew: true);

    /// <summary>Answers when all that was committed is on the disk.</summary>
    public void Sync()
    {
        log.Sync();
        Database.Checkpoint();
    }

    public void Dispose()
    {
        Database.Dispose();
        Close();
    }

    // Keys are compared as they are spelled, not by anybody's culture.
    static Database In(EngineSettings settings, bool isNew, Action<LiteDatabase>? set = null)
    {
        var lite = new LiteDatabase(new LiteEngine(settings));
        set?.Invoke(lite);
        return new(lite, isNew);
    }

    // None yet is as good: a first start that was killed may have left an empty one.
    static bool IsDatabase(string file)
    {
        const int at = 32;
        ReadOnlySpan<byte> name = "** This is a LiteDB file **"u8;
        if (!File.Exists(file)) return true;
        using var handle = File.OpenHandle(file);
        var head = new byte[at + name.Length];
        return RandomAccess.GetLength(handle) == 0 || (RandomAccess.Read(handle, head, 0) == head.Length && head.AsSpan(at).SequenceEqual(name));
    }

    void Close()
    {
        Journal.Dispose();
        log.Dispose();
        data.Dispose();
        folderLock.Dispose();
    }
}
