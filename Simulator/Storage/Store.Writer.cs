using System.Text;
using LiteDB;

namespace KantanSim.Storage;

/// <content>The writer thread: group commits, clearing of collections, and checkpoints.</content>
internal sealed partial class Store
{
    const int MaxRequestsPerCommit = 512;
    /// <summary>
    /// A log of this length (8 MB) is checkpointed at once; a shorter one after <see cref="IdleMilliseconds"/> without a write.
    /// </summary>
    const int DefaultCheckpointPages = (8 << 20) / PageFile.PageBytes;
    const int IdleMilliseconds = 200;
    /// <summary>How many rows one transaction deletes when collections are cleared.</summary>
    const int RowsClearedAtOnce = 5_000;
    /// <summary>The metadata entry with the names of collections whose clearing has begun, separated by commas.</summary>
    const string ClearingKey = "clearing";

    string[] collectionsToClear = [];

    void WriteUntilClosed()
    {
        while (!queue.IsCompleted)
        {
            if (queue.TryTake(out var first, database.LogPages > 0 ? IdleMilliseconds : Timeout.Infinite)) CommitTogether(first);
            else if (!queue.IsCompleted || database.LogPages > 0) Checkpoint();
            if (database.LogPages >= checkpointPages) Checkpoint();
        }
        Checkpoint();
    }

    void CommitTogether(WriteRequest? next)
    {
        var isRefused = health.IsDamaged;
        for (var count = 0; next is not null; count++)
        {
            if (next.IsAlone) CommitPending();
            if (isRefused) next.Fail(new IOException(health.Reason));
            else if (next is ClearRequest clear) Run(clear);
            else group.Execute(next);
            if (next.IsAlone || count == MaxRequestsPerCommit || !queue.TryTake(out next)) break;
        }
        CommitPending();
    }

    void CommitPending()
    {
        try
        {
            if (group.Changes > 0)
            {
                // An interrupted clearing must be finished first: later it would delete these changes, too.
                FinishClearing();
                group.Commit(database);
                database.Sync();
                Volatile.Write(ref savedBatches, savedBatches + 1);
                Volatile.Write(ref savedRows, savedRows + group.Changes);
                health.ReportCommit(null);
            }
        }
        catch (Exception reason)
        {
            if (reason is not DamagedPageException) health.ReportCommit(reason);
            group.Fail(reason);
            return;
        }
        group.Complete();
    }

    void Run(ClearRequest clear)
    {
        try
        {
            var names = clear.Collections.SelectMany(collection => collection.Collections).ToArray();
            SaveMetadata(ClearingKey, Encoding.UTF8.GetBytes(string.Join(',', names)));
            collectionsToClear = names;
            foreach (var collection in clear.Collections) collection.OnCleared();
            FinishClearing();
            clear.Complete();
        }
        catch (Exception reason)
        {
            if (reason is not DamagedPageException) health.ReportCommit(reason);
            clear.Fail(reason);
        }
    }

    // In several transactions, because LiteDB keeps a transaction in memory. A clearing that an exception or a crash interrupts is finished
    // before the next commit.
    void FinishClearing()
    {
        if (collectionsToClear.Length == 0) return;
        foreach (var name in collectionsToClear) DeleteAllRows(name);
        database.Commit(getCollection => getCollection(DocumentFormat.MetadataCollection).Delete(ClearingKey));
        database.Sync();
        metadata.Remove(ClearingKey);
        collectionsToClear = [];
    }

    void DeleteAllRows(string name)
    {
        var ids = FirstIds(name);
        while (ids.Count > 0)
        {
            DeleteRows(name, ids);
            if (database.LogPages >= checkpointPages) database.Checkpoint();
            ids = FirstIds(name);
        }
    }

    List<BsonValue> FirstIds(string name) => database.Read<List<BsonValue>>(name, rows =>
        [.. rows.Query().OrderBy("_id").Limit(RowsClearedAtOnce).ToEnumerable().Select(row => row["_id"])]);

    void DeleteRows(string name, List<BsonValue> ids) => database.Commit(getCollection =>
    {
        var rows = getCollection(name);
        foreach (var id in ids) rows.Delete(id);
    });

    // After a failure the pages stay in the log, and nothing is lost.
    void Checkpoint()
    {
        if (database.LogPages == 0 || health.IsDamaged) return;
        try
        {
            database.Checkpoint();
            health.ReportCheckpoint(null);
        }
        catch (Exception reason) when (reason is IOException or LiteException) { health.ReportCheckpoint(reason); }
        catch (DamagedPageException) { /* reported when the page was read */ }
    }
}
