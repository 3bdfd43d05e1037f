using KantanSim.Storage;

namespace KantanSim.Transactions;

/// <summary>What was found of a list.</summary>
/// <param name="Next">Where to go on below; null at the list's end.</param>
internal sealed record CursorPage<TRow>(List<TRow> Items, long? Next);

/// <summary>Transactions and notifications, the newest first.</summary>
internal sealed class TransactionLists(LedgerCollections shelves, Ledger ledger)
{
    const int LookedAtOnce = 500;
    /// <summary>So many rows are looked through for one answer, however many fit: some tenths of a second.</summary>
    const int LongestLook = 20_000;

    /// <summary>The newest transactions below a number that fit, newest first.</summary>
    /// <param name="order">The one order that can fit, of any of these shops: it is found without a search, however many payments there are.</param>
    public CursorPage<Transaction> Newest(long below, int limit, Func<Transaction, bool> fits, (IEnumerable<string> Shops, string Id)? order = null)
    {
        if (order is var (shops, id) && shops.SelectMany(shop => ledger.FindAllByOrder(shop, id)).ToList() is { Count: > 0 } uses)
            return new([.. uses.Where(one => one.Number < below && fits(one)).OrderByDescending(one => one.Number).Take(limit)], null);
        return Newest(shelves.Transactions, row => row.Number, below, limit, fits);
    }

    /// <summary>The newest notifications below a key that fit, newest transaction first.</summary>
    public CursorPage<Notification> NewestNotifications(long below, int limit, Func<Notification, bool> fits) => Newest(shelves.Notifications, row => row.Key, below, limit, fits);

    static CursorPage<TRow> Newest<TRow>(Table<long, TRow> table, Func<TRow, long> key, long below, int limit, Func<TRow, bool> fits) where TRow : class
    {
        var found = new List<TRow>();
        // Without a filter the first rows fit: no more are read than asked for.
        for (var (looked, size) = (0, Math.Min(limit, LookedAtOnce)); looked < LongestLook; (looked, size) = (looked + size, LookedAtOnce))
        {
            if (table.Below(below, size) is not { Count: > 0 } rows) return new(found, null);
            found.AddRange(rows.Where(fits).Take(limit - found.Count));
            if (found.Count == limit) return new(found, key(found[^1]));
            below = key(rows[^1]);
        }
        return new(found, below);
    }
}
