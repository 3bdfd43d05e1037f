using LiteDB;
using LiteDB.Engine;

namespace KantanSim.Storage;

/// <summary>
/// LiteDB, used by one thread at a time, readers included, because LiteDB 5.0.21 returns wrong documents to concurrent readers. A commit
/// writes every page to the log before it returns; <see cref="Sync"/> makes it durable. After an exception the engine is not used again: a
/// new one is opened on the synced pages.
/// </summary>
internal sealed class Database : IDisposable
{
    const int PagesVerifiedAtOnce = 64;

    readonly Lock sync = new();
    readonly DatabaseFiles? files;
    readonly Dictionary<string, ILiteCollection<BsonDocument>> collections = [];
    LiteDatabase? lite;

    /// <param name="files">Null for a database in memory.</param>
    public Database(DatabaseFiles? files)
    {
        this.files = files;
        IsNew = files is null || files.Data.Pages == 0;
        lite = Open();
        // A crash during a checkpoint may have left torn pages in the data file. The log still has all of them.
        if (!IsNew && LogPages > 0) Checkpoint();
        if (IsNew) MarkComplete();
    }

    /// <summary>Called when the files cannot be read.</summary>
    public Action<IOException>? ReadFailed { get; init; }

    /// <summary>Whether the database was empty when it was opened.</summary>
    public bool IsNew { get; }

    /// <summary>The length of the log in pages.</summary>
    public long LogPages => files?.Log.Pages ?? 0;

    /// <param name="read">Must not return anything that reads lazily: it would be read outside of the lock.</param>
    public T Read<T>(string collection, Func<ILiteCollection<BsonDocument>, T> read)
    {
        lock (sync)
        {
            try
            {
                _ = Engine();
                return read(Collection(collection));
            }
            catch (IOException reason)
            {
                // LiteDB closes its engine at an IOException.
                DiscardEngine();
                ReadFailed?.Invoke(reason);
                throw;
            }
        }
    }

    public IReadOnlyList<string> CollectionNames()
    {
        lock (sync) return [.. Engine().GetCollectionNames()];
    }

    /// <summary>Commits changes in one transaction. It is not durable before <see cref="Sync"/>.</summary>
    /// <param name="change">Makes the changes on collections that it gets by name. An exception in it discards the engine.</param>
    public void Commit(Action<Func<string, ILiteCollection<BsonDocument>>> change)
    {
        lock (sync)
        {
            var engine = Engine();
            var before = files?.Log.Confirmations;
            try
            {
                Expect(engine.BeginTrans(), "begin");
                change(Collection);
                Expect(engine.Commit(), "commit");
                files?.Log.ThrowIfFailed();
                Expect(files is null || files.Log.Confirmations - before <= 1, "confirm once");
            }
            catch
            {
                DiscardEngine();
                throw;
            }
        }
    }

    /// <summary>Returns when all commits are on disk.</summary>
    public void Sync()
    {
        if (files is null) return;
        try
        {
            files.Log.SyncIfNeeded();
        }
        catch
        {
            lock (sync) DiscardEngine();
            throw;
        }
    }

    /// <summary>Moves the committed pages from the log to the data file, and returns when they are on disk.</summary>
    public void Checkpoint()
    {
        lock (sync)
        {
            try { Engine().Checkpoint(); }
            catch
            {
                DiscardEngine();
                throw;
            }
        }
    }

    /// <summary>Reads every page of both files; the files report damaged ones. The lock is released between blocks of pages.</summary>
    public void Verify(CancellationToken stop)
    {
        if (files is null) return;
        foreach (var file in new[] { files.Data, files.Log })
        {
            for (var from = 0L; from < file.Pages && !stop.IsCancellationRequested; from += PagesVerifiedAtOnce)
                lock (sync) file.Verify(from, PagesVerifiedAtOnce);
        }
    }

    public void Dispose()
    {
        lock (sync)
        {
            lite?.Dispose();
            lite = null;
        }
        files?.Dispose();
    }

    // From now on a missing file or missing pages mean damage, and no longer an interrupted first start.
    void MarkComplete()
    {
        if (files is null) return;
        files.Log.SyncIfNeeded();
        files.Data.Sync();
        files.Log.SetPartner(files.Data.Epoch);
    }

    static void Expect(bool holds, string what)
    {
        if (!holds) throw new InvalidOperationException($"LiteDB did not {what}.");
    }

    LiteDatabase Engine()
    {
        if (lite is not null) return lite;
        files?.Log.CutToSynced();
        return lite = Open();
    }

    LiteDatabase Open()
    {
        // Binary collation: keys are compared by their code points and not by the rules of a culture.
        var settings = new EngineSettings { Collation = Collation.Binary };
        if (files is null)
        {
            settings.Filename = Store.InMemory;
        }
        else
        {
            settings.DataStream = files.Data;
            settings.LogStream = files.Log;
        }
        var opened = new LiteDatabase(new LiteEngine(settings));
        // The store decides when to checkpoint.
        if (files is not null && opened.CheckpointSize != 0) opened.CheckpointSize = 0;
        return opened;
    }

    // The unsynced end of the log was never acknowledged. The engine is not closed properly, because its state may be inconsistent.
    void DiscardEngine()
    {
        lite = null;
        collections.Clear();
    }

    // Cached, because LiteDB creates a new object at each call of GetCollection.
    ILiteCollection<BsonDocument> Collection(string name)
    {
        if (!collections.TryGetValue(name, out var known)) collections[name] = known = Engine().GetCollection(name);
        return known;
    }
}
