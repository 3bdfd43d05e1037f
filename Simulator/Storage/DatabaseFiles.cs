using LiteDB;
using LiteDB.Engine;

namespace KantanSim.Storage;

/// <summary>The database on disk, with the journal of what may not stand in it yet.</summary>
internal sealed class DatabaseFiles : IDisposable
{
    readonly FileStream folderLock;
    readonly DiskStream data;
    readonly DiskStream log;

    /// <summary>Opens <c>kantansim.db</c> in a folder, which is made when missing.</summary>
    /// <exception cref="IOException">The folder cannot be written or another process has the database.</exception>
    public DatabaseFiles(string folder)
    {
        Directory.CreateDirectory(folder);
        folderLock = FolderLock.Take(folder);
        data = new(Path.Combine(folder, "kantansim.db"), syncsWhenFlushed: true);
        log = new(Path.Combine(folder, "kantansim-log.db"), syncsWhenFlushed: false);
        Journal = Journal.Open(Path.Combine(folder, "kantansim.journal"));
        try
        {
            Database = In(new EngineSettings { DataStream = data, LogStream = log, Collation = Collation.Binary });
        }
        catch
        {
            Close();
            throw;
        }
        // Only when we say so: the log has to be on the disk before.
        Database.CheckpointSize = 0;
    }

    public LiteDatabase Database { get; }

    public Journal Journal { get; }

    /// <summary>A database that keeps nothing.</summary>
    public static LiteDatabase InMemory() => In(new EngineSettings { Filename = Store.InMemory, Collation = Collation.Binary });

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
    static LiteDatabase In(EngineSettings settings) => new(new LiteEngine(settings));

    void Close()
    {
        Journal.Dispose();
        log.Dispose();
        data.Dispose();
        folderLock.Dispose();
    }
}
