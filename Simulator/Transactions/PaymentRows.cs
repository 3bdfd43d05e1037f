using KantanSim.Storage.Transfer;

namespace KantanSim.Transactions;

/// <summary>Payments, oldest first, with all rows that belong to them.</summary>
internal sealed record PaymentRows(
    IReadOnlyList<Transaction> Transactions,
    IReadOnlyList<(long Number, IReadOnlyList<TimelineEntry> Entries)> Timelines,
    IReadOnlyList<(long Number, IReadOnlyList<Observation> Items)> Observations,
    IReadOnlyList<Notification> Outbox,
    IReadOnlyList<ScheduledJob> Jobs)
{
    /// <summary>The rows as lines of an export, which are made when they are enumerated.</summary>
    public IEnumerable<ExportLine> Lines(LedgerCollections collections, JobSchedule schedule) =>
        Transactions.Select(row => collections.Transactions.Line(row.Number, row))
            .Concat(Transactions.Select(row => collections.NumberByAccessId.Line(AccessNumber(row), row.Number)))
            .Concat(Timelines.Select(list => collections.Timeline.Line(list.Number, list.Entries)))
            .Concat(Observations.Select(list => collections.Observations.Line(list.Number, list.Items)))
            .Concat(Outbox.Select(row => collections.Notifications.Line(row.Key, row)))
            .Concat(Jobs.Select(schedule.Line));

    /// <param name="shopId">The shop of all payments; null: of any shops.</param>
    /// <exception cref="FormatException">A row cannot be read, is of another shop, or belongs to no payment.</exception>
    public static PaymentRows Read(RowSet rows, LedgerCollections collections, JobSchedule schedule, string? shopId)
    {
        var read = new PaymentRows(
            [.. rows.Take(collections.Transactions).Select(row => row.Row).OrderBy(row => row.Number)],
            [.. rows.Take(collections.Timeline).Select(list => (list.Owner, (IReadOnlyList<TimelineEntry>)list.Items))],
            [.. rows.Take(collections.Observations).Select(list => (list.Owner, (IReadOnlyList<Observation>)list.Items))],
            [.. rows.Take(collections.Notifications).Select(row => row.Row)],
            schedule.Read(rows));
        read.Check(shopId, rows.Take(collections.NumberByAccessId).ToDictionary(key => key.Number, key => key.Key));
        return read;
    }

    /// <summary>The same payments with an offset added to their numbers.</summary>
    public PaymentRows WithNumbersMovedBy(long offset) => offset == 0 ? this : new(
        [.. Transactions.Select(row => row with { Number = row.Number + offset })],
        [.. Timelines.Select(list => (list.Number + offset, list.Entries))],
        [.. Observations.Select(list => (list.Number + offset, list.Items))],
        [.. Outbox.Select(row => row with { Transaction = row.Transaction + offset })],
        [.. Jobs.Select(job => job with { Id = ScheduledJob.WithNumberMovedBy(job.Id, offset) })]);

    public static UInt128 AccessNumber(Transaction row) =>
        Ledger.AccessNumber(row.AccessId) ?? throw new FormatException($"\"{row.AccessId}\" is not an AccessID");

    void Check(string? shopId, Dictionary<long, UInt128> keys)
    {
        var numbers = Transactions.Select(row => row.Number).ToHashSet();
        var isComplete = numbers.SetEquals(keys.Keys)
            && Transactions.All(row => keys[row.Number] == AccessNumber(row))
            && Timelines.All(list => numbers.Contains(list.Number))
            && Observations.All(list => numbers.Contains(list.Number))
            && Outbox.All(row => numbers.Contains(row.Transaction))
            && Jobs.All(job => numbers.Contains(job.TransactionNumber));
        if (!isComplete) throw new FormatException("it has rows that belong to no payment, or lacks rows of a payment");
        if (shopId is not null && Transactions.FirstOrDefault(row => row.ShopId != shopId) is { } other)
            throw new FormatException($"it is of shop {shopId} and has a payment of shop {other.ShopId}");
    }
}
