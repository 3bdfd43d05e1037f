using KantanSim.Storage;

namespace KantanSim.Transactions;

/// <summary>Takes transactions away, with their timelines, their notifications and what was due for them.</summary>
internal sealed class Forgetting(Store store, LedgerShelves shelves, Ledger ledger, TransactionLists lists, Agenda agenda)
{
    const int AtOnce = 500;

    /// <summary>Forgets finished transactions, oldest first: as long as there are more than a number, and those last changed before a moment.</summary>
    /// <param name="abandoned">What was registered before it and never requested is finished, too.</param>
    /// <returns>How many there were.</returns>
    public async Task<int> ForgetFinished(int keep, DateTimeOffset changedBefore, DateTimeOffset abandoned)
    {
        var forgotten = 0;
        // What was registered later was changed later, too.
        for (var from = 0L; shelves.Transactions.From(from, AtOnce) is { Count: > 0 } rows && (ledger.Count > keep || rows[0].CreatedAt < changedBefore); from = rows[^1].Number + 1)
            forgotten += await store.Write(writing => rows.Select(row => writing.Find(shelves.Transactions, row.Number)).OfType<Transaction>().Where(row => IsFinished(writing, row, abandoned))
                .Where((row, index) => index < ledger.Count - keep || row.ChangedAt < changedBefore).ToList().Count(row => Forget(writing, row)));
        return forgotten;
    }

    // A later use of the order is found by way of the earlier ones: they go after it.
    bool IsFinished(Writing writing, Transaction transaction, DateTimeOffset abandoned) => agenda.Of(transaction).Count == 0
        // Whoever changes it in this very moment may make something due.
        && !writing.IsChanging(shelves.Transactions, transaction.Number)
        && !Enumerable.Range(1, transaction.Notifications).Any(index => writing.IsChanging(shelves.Notifications, Notification.KeyOf(transaction.Number, index)))
        && (transaction.Request is not null || transaction.CreatedAt < abandoned)
        && ledger.FindByOrder(transaction.ShopId, transaction.OrderId)?.Number == transaction.Number;

    /// <summary>Forgets every transaction, with its timeline, its notifications and what was due for it. Answers how many there were.</summary>
    /// <param name="also">What is emptied in the same commit.</param>
    public async Task<int> ForgetAll(params Shelf[] also)
    {
        var forgotten = ledger.Count;
        await store.Clear([shelves.Transactions, shelves.Notifications, shelves.Timeline, shelves.Numbers, agenda.Shelf, .. also]);
        agenda.Forget();
        return forgotten;
    }

    /// <summary>The same for the transactions of one shop. Answers how many there were.</summary>
    public async Task<int> ForgetShop(string shopId)
    {
        var forgotten = 0;
        for (long? below = long.MaxValue; below is { } from;)
        {
            var found = lists.Newest(from, AtOnce, transaction => transaction.ShopId == shopId);
            forgotten += await store.Write(writing => found.Items.Select(row => writing.Find(shelves.Transactions, row.Number)).OfType<Transaction>().Count(row => Forget(writing, row)));
            below = found.Next;
        }
        return forgotten;
    }

    bool Forget(Writing writing, Transaction transaction)
    {
        writing.Delete(shelves.Transactions, transaction.Number);
        writing.Delete(shelves.Numbers, Ledger.AccessNumber(transaction.AccessId)!.Value, transaction.Number);
        writing.Drop(shelves.Timeline, transaction.Number);
        for (var index = 1; index <= transaction.Notifications; index++)
            writing.Delete(shelves.Notifications, Notification.KeyOf(transaction.Number, index));
        foreach (var row in agenda.Of(transaction)) agenda.Done(writing, row.Id);
        return true;
    }
}
