using KantanSim.Storage;

namespace KantanSim.Transactions;

/// <summary>Reads all payments of a shop, and puts other ones in their place.</summary>
internal sealed class PaymentReplacement(
    LedgerCollections collections, Ledger ledger, TransactionLists lists, JobSchedule schedule, TransactionPurger purger)
{
    const int NumbersReadAtOnce = 20_000;

    /// <summary>
    /// The payments that may be a shop's when the writer thread looks: those that were found, and all that were registered since.
    /// </summary>
    /// <param name="Since">The highest number before the search.</param>
    internal sealed record Candidates(IReadOnlyList<long> Found, long Since);

    /// <summary>Searches the payments of a shop, on the caller's thread: it may read all payments of all shops.</summary>
    /// <param name="shopId">Null: of all shops.</param>
    /// <param name="limit">The search ends when it has found more.</param>
    public Candidates Find(string? shopId, int limit)
    {
        var since = ledger.LastNumber;
        if (shopId is null) return new(collections.NumberByAccessId.Numbers(), since);
        var found = new List<long>();
        long? below = long.MaxValue;
        while (below is { } start && found.Count <= limit)
        {
            var page = lists.Newest(start, NumbersReadAtOnce, transaction => transaction.ShopId == shopId);
            found.AddRange(page.Items.Select(transaction => transaction.Number));
            below = page.Next;
        }
        return new(found, since);
    }

    /// <summary>The rows of a shop as they are on disk. On the writer thread, alone in a commit, they are of one state.</summary>
    public PaymentRows Read(string? shopId, Candidates candidates)
    {
        var transactions = Current(shopId, candidates);
        return new(
            transactions,
            [.. transactions.Select(row => (row.Number, (IReadOnlyList<TimelineEntry>)ledger.Timeline(row)))],
            [
                .. transactions.Select(row => (row.Number, (IReadOnlyList<Observation>)collections.Observations.Read(row.Number)))
                    .Where(list => list.Item2.Count > 0),
            ],
            [.. transactions.SelectMany(ledger.NotificationsOf)],
            [.. transactions.SelectMany(schedule.ForTransaction)]);
    }

    /// <summary>Deletes a shop's payments and puts others in their place, alone in a commit.</summary>
    /// <returns>What was added to the numbers of the rows, so that no payment of another shop has the same; 0 where none has.</returns>
    public long Replace(UnitOfWork work, string? shopId, Candidates candidates, PaymentRows rows)
    {
        var before = Current(shopId, candidates);
        var offset = ledger.ReserveNumbers([.. rows.Transactions.Select(row => row.Number)], number => IsOfAnother(number, shopId));
        var after = rows.WithNumbersMovedBy(offset);
        foreach (var row in before) purger.Purge(work, row);
        foreach (var row in after.Transactions) Put(work, row);
        foreach (var (number, entries) in after.Timelines)
            foreach (var entry in entries) work.Append(collections.Timeline, number, entry);
        foreach (var (number, items) in after.Observations)
            foreach (var item in items) work.Append(collections.Observations, number, item);
        foreach (var notification in after.Outbox) ledger.Put(work, notification);
        foreach (var job in after.Jobs) schedule.Put(work, job);
        work.WhenSaved(() => UpdateFinished(before, after.Transactions));
        return offset;
    }

    void Put(UnitOfWork work, Transaction row)
    {
        work.Put(collections.Transactions, row.Number, row);
        work.Put(collections.NumberByAccessId, PaymentRows.AccessNumber(row), row.Number);
    }

    bool IsOfAnother(long number, string? shopId) =>
        shopId is not null && collections.Transactions.Find(number) is { } row && row.ShopId != shopId;

    // Oldest first.
    List<Transaction> Current(string? shopId, Candidates candidates) =>
    [
        .. candidates.Found.Where(number => number <= candidates.Since).Concat(ledger.NumbersAfter(candidates.Since)).Order()
            .Select(collections.Transactions.Find).OfType<Transaction>()
            .Where(row => shopId is null || row.ShopId == shopId),
    ];

    // After the jobs are in order: a payment without one is finished.
    void UpdateFinished(IReadOnlyList<Transaction> before, IReadOnlyList<Transaction> after)
    {
        foreach (var row in before) ledger.Finished.Remove(row.Number);
        foreach (var row in after)
        {
            ledger.Finished.Update(row.Number);
            ledger.ReportRestored(row);
        }
    }
}
