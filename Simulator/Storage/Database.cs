using LiteDB;
using LiteDB.Engine;

namespace KantanSim.Storage;

/// <summary>
/// LiteDB, entered by one thread at a time, readers included: with several it returns wrong documents. A commit writes every page to the log before
/// it returns; <see cref="Sync"/> has them on the disk. After a fault the engine is never used again: it is opened anew on the synced pages.
/// </summary>
internal sealed class Database : IDisposable
{
    const int VerifiedAtOnce = 64;

    readonly Lock gate = new();
    readonly DatabaseFiles? files;
    readonly Dictionary<string, ILiteCollection<BsonDocument>> collections = [];
    LiteDatabase? lite;

    /// <param name="files">Null: nothing is kept.</param>
    public Database(DatabaseFiles? files)
    {
        this.files = files;
        IsNew = files is null || files.Data.Pages == 0;
        lite = Open();
        // A crash in a checkpoint may have left pages of the data file half written. The log has them all.
        if (!IsNew && LogPages > 0) Checkpoint();
        if (IsNew) Complete();
    }

    /// <summary>Told when the files cannot be read.</summary>
    public Action<IOException>? ReadFailed { get; init; }

    /// <summary>Nothing was ever written to it.</summary>
    public bool IsNew { get; }

    /// <summary>How many pages the log has.</summary>
    public long LogPages => files?.Log.Pages ?? 0;

    /// <param name="read">Must not hand out what still has to be read.</param>
    public T Read<T>(string collection, Func<ILiteCollection<BsonDocument>, T> read)
    {
        lock (gate)
        {
            try
            {
                _ = Engine();
                return read(Collection(collection));
            }
            catch (IOException reason)
            {
                // LiteDB closes itself at one.
                GiveUp();
                ReadFailed?.Invoke(reason);
                throw;
            }
        }
    }

    public IReadOnlyList<string> CollectionNames()
    {
        lock (gate) return [.. Engine().GetCollectionNames()];
    }

    /// <summary>All changes in one transaction, or none.</summary>
    /// <param name="change">Only writes: what it throws ends the engine.</param>
    public void Commit(Action<Func<string, ILiteCollection<BsonDocument>>> change)
    {
        lock (gate)
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
                GiveUp();
                throw;
            }
        }
    }

    /// <summary>Returns when all that was committed is on the disk.</summary>
    public void Sync()
    {
        if (files is null) return;
        try
        {
            files.Log.SyncIfNeeded();
        }
        catch
        {
            lock (gate) GiveUp();
            throw;
        }
    }

    /// <summary>Moves what was committed from the log to the data file, and returns when that is on the disk.</summary>
    public void Checkpoint()
    {
        lock (gate)
        {
            try { Engine().Checkpoint(); }
            catch
            {
                GiveUp();
                throw;
            }
        }
    }

    /// <summary>Reads every page of both files, a few at a time, so that others are let in between. Damaged ones are reported by the files.</summary>
    public void Verify(CancellationToken stop)
    {
        if (files is null) return;
        foreach (var file in new[] { files.Data, files.Log })
        {
            for (var from = 0L; from < file.Pages && !stop.IsCancellationRequested; from += VerifiedAtOnce)
                lock (gate) file.Verify(from, VerifiedAtOnce);
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            lite?.Dispose();
            lite = null;
        }
        files?.Dispose();
    }

    // From here on the files without each other, or without their pages, are damaged.
    void Complete()
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

    // Keys are compared as they are spelled, not by anybody's culture.
    LiteDatabase Open()
    {
        var settings = files is null ? new EngineSettings { Filename = Store.InMemory, Collation = Collation.Binary }
            : new EngineSettings { DataStream = files.Data, LogStream = files.Log, Collation = Collation.Binary };
        var opened = new LiteDatabase(new LiteEngine(settings));
        // A checkpoint is made when the store says so.
        if (files is not null && opened.CheckpointSize != 0) opened.CheckpointSize = 0;
        return opened;
    }

    // What is in the log and not synced was not acknowledged. The engine's own state may be wrong: it is not asked to close.
    void GiveUp()
    {
        lite = null;
        collections.Clear();
    }

    // LiteDB makes a new one each time that it is asked.
    ILiteCollection<BsonDocument> Collection(string name) =>
        collections.TryGetValue(name, out var known) ? known : collections[name] = Engine().GetCollection(name);
}
