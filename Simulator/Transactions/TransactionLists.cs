using KantanSim.Storage;

namespace KantanSim.Transactions;

/// <summary>A page of a list.</summary>
/// <param name="Next">The key below which the next page begins; null at the end of the list.</param>
internal sealed record CursorPage<TRow>(List<TRow> Items, long? Next);

/// <summary>Pages of transactions and notifications, newest first, without those of shops that have ended.</summary>
internal sealed class TransactionLists(LedgerCollections collections, Ledger ledger)
{
    const int RowsReadAtOnce = 500;
    /// <summary>The maximum number of rows that are read for one page, however many match: a few tenths of a second.</summary>
    const int MaxRowsRead = 20_000;

    /// <summary>The newest transactions with a number below <paramref name="below"/> that match, newest first.</summary>
    /// <param name="order">The only order that can match, in any of these shops. It is found without reading other transactions.</param>
    public CursorPage<Transaction> Newest(
        long below, int limit, Func<Transaction, bool> matches, (IEnumerable<string> Shops, string Id)? order = null)
    {
        if (order is { } wanted)
        {
            var found = wanted.Shops.SelectMany(shop => ledger.FindAllByOrder(shop, wanted.Id)).ToList();
            if (found.Count > 0) return new(Newest(found, below, limit, matches), null);
        }
        return Newest(collections.Transactions, row => row.Number, below, limit, row => !ledger.HasEnded(row.ShopId) && matches(row));
    }

    /// <summary>The newest transactions of a shop, even of one that has ended, with a number below <paramref name="below"/>.</summary>
    public CursorPage<Transaction> NewestStored(long below, int limit, string shopId) =>
        Newest(collections.Transactions, row => row.Number, below, limit, row => row.ShopId == shopId);

    /// <summary>
    /// The newest notifications with a key below <paramref name="below"/> that match, those of the newest transaction first.
    /// </summary>
    public CursorPage<Notification> NewestNotifications(long below, int limit, Func<Notification, bool> matches) =>
        Newest(collections.Notifications, row => row.Key, below, limit, row => !ledger.HasEnded(row.ShopId) && matches(row));

    static List<Transaction> Newest(List<Transaction> found, long below, int limit, Func<Transaction, bool> matches) =>
        [.. found.Where(one => one.Number < below && matches(one)).OrderByDescending(one => one.Number).Take(limit)];

    static CursorPage<TRow> Newest<TRow>(Table<long, TRow> table, Func<TRow, long> key, long below, int limit, Func<TRow, bool> matches)
        where TRow : class
    {
        var found = new List<TRow>();
        // Without a filter the first rows match, so at first no more rows are read than the page has.
        var size = Math.Min(limit, RowsReadAtOnce);
        var read = 0;
        while (read < MaxRowsRead)
        {
            var rows = table.Below(below, size);
            if (rows.Count == 0) return new(found, null);
            found.AddRange(rows.Where(matches).Take(limit - found.Count));
            if (found.Count == limit) return new(found, key(found[^1]));
            below = key(rows[^1]);
            read += size;
            size = RowsReadAtOnce;
        }
        return new(found, below);
    }
}
