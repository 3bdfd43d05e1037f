using KantanSim.Storage;

namespace KantanSim.Transactions;

/// <summary>A page of a list.</summary>
/// <param name="Next">The key below which the next page begins; null at the end of the list.</param>
internal sealed record CursorPage<TRow>(List<TRow> Items, long? Next);

/// <summary>Pages of transactions and notifications, newest first, without those of shops that have ended.</summary>
internal sealed class TransactionLists(LedgerCollections collections, Ledger ledger)
{
    /// <summary>The newest transactions with a number below <paramref name="below"/> that match, newest first.</summary>
    public CursorPage<Transaction> Newest(long below, int limit, Func<Transaction, bool> matches) =>
        Newest(collections.Transactions, row => row.Number, below, limit, row => !ledger.HasEnded(row.ShopId) && matches(row));

    /// <summary>The newest transactions of a shop, even of one that has ended, with a number below <paramref name="below"/>.</summary>
    public CursorPage<Transaction> NewestStored(long below, int limit, string shopId) =>
        Newest(collections.Transactions, row => row.Number, below, limit, row => row.ShopId == shopId);

    /// <summary>
    /// The newest notifications with a key below <paramref name="below"/> that match, those of the newest transaction first.
    /// </summary>
    public CursorPage<Notification> NewestNotifications(long below, int limit, Func<Notification, bool> matches) =>
        Newest(collections.Notifications, row => row.Key, below, limit, row => !ledger.HasEnded(row.ShopId) && matches(row));

    static CursorPage<TRow> Newest<TRow>(Table<long, TRow> table, Func<TRow, long> key, long below, int limit, Func<TRow, bool> matches)
        where TRow : class =>
        CursorReader.Newest(table.Below, key, below, limit, rows => rows.Where(matches));
}
