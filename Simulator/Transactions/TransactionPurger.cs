using KantanSim.Storage;

namespace KantanSim.Transactions;

/// <summary>Takes transactions away, with their timelines, their notifications and what was due for them.</summary>
internal sealed class TransactionPurger(Store store, LedgerCollections shelves, Ledger ledger, TransactionLists lists, JobSchedule agenda)
{
    const int AtOnce = 500;

    /// <summary>Forgets finished transactions, oldest first: as long as there are more than a number, and those last changed before a moment.</summary>
    /// <param name="abandoned">What was registered before it and never requested is finished, too.</param>
    /// <returns>How many there were.</returns>
    public async Task<int> PurgeFinished(int keep, DateTimeOffset changedBefore, DateTimeOffset abandoned)
    {
        var forgotten = 0;
        for (long? from = 0; from is { } next;)
        {
            var (candidates, rest) = Candidates(next, ledger.Count - keep, changedBefore, abandoned);
            if (candidates.Count > 0) forgotten += await store.Write(writing => PurgeFinished(writing, candidates, keep, changedBefore, abandoned));
            from = rest;
        }
        return forgotten;
    }

    // Reads only payments that can go, those that were changed too late for it, and one that was registered too late.
    (List<long> Numbers, long? Next) Candidates(long from, int excess, DateTimeOffset changedBefore, DateTimeOffset abandoned)
    {
        List<long> found = [];
        var (finished, unrequested) = (ledger.Finished.From(from, isUnrequested: false), ledger.Finished.From(from, isUnrequested: true));
        while (found.Count < AtOnce && Math.Min(finished ?? long.MaxValue, unrequested ?? long.MaxValue) is var number and < long.MaxValue)
        {
            ExaminedCount++;
            if (shelves.Transactions.Find(number) is not { } row) ledger.Finished.Remove(number);
            else if (row.Request is null && number != unrequested)
            {
                ledger.Finished.SetApart(number);
                (finished, unrequested) = (ledger.Finished.From(number, isUnrequested: false), ledger.Finished.From(number, isUnrequested: true));
                continue;
            }
            // What was registered later is younger, too.
            else if (row.Request is null && row.CreatedAt >= abandoned) unrequested = null;
            else if (excess <= found.Count && row.CreatedAt >= changedBefore) return (found, null);
            else if (excess > found.Count || row.ChangedAt < changedBefore) found.Add(number);
            if (finished == number) finished = ledger.Finished.From(number + 1, isUnrequested: false);
            if (unrequested == number) unrequested = ledger.Finished.From(number + 1, isUnrequested: true);
        }
        return (found, found.Count == AtOnce ? found[^1] + 1 : null);
    }

    // Whatever has changed since they were found counts.
    int PurgeFinished(UnitOfWork writing, List<long> candidates, int keep, DateTimeOffset changedBefore, DateTimeOffset abandoned)
    {
        var (excess, forgotten) = (ledger.Count - keep, 0);
        foreach (var number in candidates)
        {
            if (writing.Find(shelves.Transactions, number) is not { } row || !IsFinished(writing, row, abandoned)) continue;
            if (forgotten >= excess && row.ChangedAt >= changedBefore) continue;
            Purge(writing, row);
            forgotten++;
        }
        return forgotten;
    }

    /// <summary>How many payments were looked at since the start, to find those that can go.</summary>
    internal int ExaminedCount { get; private set; }

    // A later use of the order, even one that is registered in this very moment, is found by way of the earlier ones: they go after it.
    bool IsFinished(UnitOfWork writing, Transaction transaction, DateTimeOffset abandoned)
    {
        var isChanging = writing.IsChanging(shelves.Transactions, transaction.Number)
            || Enumerable.Range(1, transaction.Notifications).Any(index => writing.IsChanging(shelves.Notifications, Notification.KeyOf(transaction.Number, index)));
        // Whoever changes it in this very moment may make something due.
        if (isChanging || agenda.HasAny(transaction.Number) || (transaction.Request is null && transaction.CreatedAt >= abandoned)) return false;
        if (ledger.NumbersOf(writing, transaction.ShopId, transaction.OrderId)[^1] == transaction.Number) return true;
        ledger.Finished.Remove(transaction.Number);
        return false;
    }

    /// <summary>Forgets every transaction, with its timeline, its notifications and what was due for it. Answers how many there were.</summary>
    /// <param name="also">What is emptied in the same commit.</param>
    public async Task<int> PurgeAll(params StoreCollection[] also)
    {
        var forgotten = ledger.Count;
        await store.Clear([shelves.Transactions, shelves.Notifications, shelves.Timeline, shelves.Numbers, agenda.Collection, .. also]);
        agenda.Clear();
        ledger.Finished.Clear();
        return forgotten;
    }

    /// <summary>The same for the transactions of one shop. Answers how many there were.</summary>
    public async Task<int> PurgeShop(string shopId)
    {
        var forgotten = 0;
        for (long? below = long.MaxValue; below is { } from;)
        {
            var found = lists.Newest(from, AtOnce, transaction => transaction.ShopId == shopId);
            forgotten += await store.Write(writing => found.Items.Select(row => writing.Find(shelves.Transactions, row.Number)).OfType<Transaction>().Count(row => Purge(writing, row)));
            below = found.Next;
        }
        return forgotten;
    }

    bool Purge(UnitOfWork writing, Transaction transaction)
    {
        var earlier = ledger.FindAllByOrder(transaction.ShopId, transaction.OrderId).FirstOrDefault(use => use.Number < transaction.Number);
        writing.WhenSaved(() =>
        {
            ledger.Finished.Remove(transaction.Number);
            // The earlier use of its order may go now.
            if (earlier is not null) ledger.Finished.Update(earlier.Number);
        });
        writing.Delete(shelves.Transactions, transaction.Number);
        writing.Delete(shelves.Numbers, Ledger.AccessNumber(transaction.AccessId)!.Value, transaction.Number);
        writing.Drop(shelves.Timeline, transaction.Number);
        for (var index = 1; index <= transaction.Notifications; index++)
            writing.Delete(shelves.Notifications, Notification.KeyOf(transaction.Number, index));
        foreach (var row in agenda.ForTransaction(transaction)) agenda.Remove(writing, row.Id);
        return true;
    }
}
