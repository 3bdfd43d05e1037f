using KantanSim.Storage;

namespace KantanSim.Transactions;

/// <summary>Deletes transactions with their timelines, notifications and jobs.</summary>
internal sealed class TransactionPurger(
    Store store, LedgerCollections collections, Ledger ledger, TransactionLists lists, JobSchedule schedule)
{
    const int BatchSize = 500;

    /// <summary>
    /// Deletes finished transactions, oldest first: those beyond the number to keep, and those that are too old.
    /// </summary>
    /// <param name="keep">The number of transactions to keep.</param>
    /// <param name="ages">Which transactions are too old.</param>
    /// <returns>The number of deleted transactions.</returns>
    public async Task<int> PurgeFinished(int keep, RetentionAges ages)
    {
        var deleted = 0;
        long? from = 0;
        while (from is { } first)
        {
            var (candidates, next) = Candidates(first, ledger.Count - keep, ages);
            if (candidates.Count > 0) deleted += await store.Write(work => PurgeFinished(work, candidates, keep, ages));
            from = next;
        }
        return deleted;
    }

    // Reads only the rows of transactions that can be deleted, of those that were changed too late, and of one that was registered too
    // late. Without an order by age it reads all finished ones.
    (List<long> Numbers, long? Next) Candidates(long from, int excess, RetentionAges ages)
    {
        List<long> found = [];
        var finished = ledger.Finished.From(from, isUnrequested: false);
        var unrequested = ledger.Finished.From(from, isUnrequested: true);
        while (found.Count < BatchSize && Lowest(finished, unrequested) is { } number)
        {
            ExaminedCount++;
            if (collections.Transactions.Find(number) is not { } row)
            {
                ledger.Finished.Remove(number);
            }
            else if (row.Request is null && number != unrequested)
            {
                ledger.Finished.MarkUnrequested(number);
                finished = ledger.Finished.From(number, isUnrequested: false);
                unrequested = ledger.Finished.From(number, isUnrequested: true);
                continue;
            }
            else if (row.Request is null && !ages.IsAbandoned(row))
            {
                // The following ones were registered even later.
                if (ages.IsOrderedByAge) unrequested = null;
            }
            else if (excess <= found.Count && ages.AreRestTooYoung(row))
            {
                // The following ones were registered later, and so changed later, too.
                return (found, null);
            }
            else if (excess > found.Count || ages.IsTooOld(row))
            {
                found.Add(number);
            }
            if (finished == number) finished = ledger.Finished.From(number + 1, isUnrequested: false);
            if (unrequested == number) unrequested = ledger.Finished.From(number + 1, isUnrequested: true);
        }
        return (found, found.Count == BatchSize ? found[^1] + 1 : null);
    }

    static long? Lowest(long? one, long? other)
    {
        if (one is null) return other;
        return other < one ? other : one;
    }

    // Checks each candidate again, because it may have changed since it was found.
    int PurgeFinished(UnitOfWork work, List<long> candidates, int keep, RetentionAges ages)
    {
        var excess = ledger.Count - keep;
        var deleted = 0;
        foreach (var number in candidates)
        {
            if (work.Find(collections.Transactions, number) is not { } row || !IsFinished(work, row, ages)) continue;
            if (deleted >= excess && !ages.IsTooOld(row)) continue;
            Purge(work, row);
            deleted++;
        }
        return deleted;
    }

    /// <summary>The number of rows read since the start to find transactions that can be deleted.</summary>
    internal int ExaminedCount { get; private set; }

    bool IsFinished(UnitOfWork work, Transaction transaction, RetentionAges ages)
    {
        // A request of the same commit that changes it may schedule a job.
        if (IsChanging(work, transaction) || schedule.HasAny(transaction.Number)) return false;
        if (transaction.Request is null && !ages.IsAbandoned(transaction)) return false;
        // Later transactions of the same order are found through the earlier ones, so the latest one is deleted first. It may be registered
        // in the same commit.
        if (ledger.NumbersOf(work, transaction.ShopId, transaction.OrderId)[^1] == transaction.Number) return true;
        ledger.Finished.Remove(transaction.Number);
        return false;
    }

    bool IsChanging(UnitOfWork work, Transaction transaction) =>
        work.IsChanging(collections.Transactions, transaction.Number)
        || Enumerable.Range(1, transaction.Notifications)
            .Any(index => work.IsChanging(collections.Notifications, Notification.KeyOf(transaction.Number, index)));

    /// <summary>Deletes all transactions.</summary>
    /// <param name="others">Further collections to clear together with them.</param>
    /// <returns>The number of deleted transactions.</returns>
    public async Task<int> PurgeAll(params StoreCollection[] others)
    {
        var deleted = ledger.Count;
        try
        {
            await store.Clear(
            [
                collections.Transactions, collections.Notifications, collections.Timeline, collections.Observations,
                collections.NumberByAccessId, schedule.Collection, .. others,
            ]);
        }
        finally
        {
            // Also after a failure: some rows may be deleted by then.
            ledger.ReportCleared();
        }
        schedule.Clear();
        ledger.Finished.Clear();
        return deleted;
    }

    /// <summary>Deletes all transactions of a shop.</summary>
    /// <returns>The number of deleted transactions.</returns>
    public async Task<int> PurgeShop(string shopId)
    {
        var deleted = 0;
        long? below = long.MaxValue;
        while (below is { } start)
        {
            var page = lists.NewestStored(start, BatchSize, shopId);
            // Alone, so that jobs which a call schedules in the same commit are found and deleted, too.
            deleted += await store.WriteAlone(work => Purge(work, page.Items));
            below = page.Next;
        }
        return deleted;
    }

    int Purge(UnitOfWork work, List<Transaction> found)
    {
        var deleted = 0;
        foreach (var transaction in found)
        {
            if (work.Find(collections.Transactions, transaction.Number) is not { } row) continue;
            Purge(work, row);
            deleted++;
        }
        return deleted;
    }

    /// <summary>Deletes a transaction with everything that belongs to it.</summary>
    public void Purge(UnitOfWork work, Transaction transaction)
    {
        var earlier = ledger.FindAllByOrder(transaction.ShopId, transaction.OrderId).FirstOrDefault(use => use.Number < transaction.Number);
        work.WhenSaved(() =>
        {
            ledger.Finished.Remove(transaction.Number);
            // The earlier transaction of the same order can be deleted from now on.
            if (earlier is not null) ledger.Finished.Update(earlier.Number);
        });
        work.Delete(collections.Transactions, transaction.Number);
        work.Delete(collections.NumberByAccessId, Ledger.AccessNumber(transaction.AccessId)!.Value, transaction.Number);
        work.Drop(collections.Timeline, transaction.Number);
        work.Drop(collections.Observations, transaction.Number);
        ledger.ReportPurge(work, transaction);
        for (var index = 1; index <= transaction.Notifications; index++)
            work.Delete(collections.Notifications, Notification.KeyOf(transaction.Number, index));
        foreach (var job in schedule.ForTransaction(transaction)) schedule.Remove(work, job.Id);
    }
}
