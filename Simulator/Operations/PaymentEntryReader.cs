using KantanSim.Advice;
using KantanSim.Methods;
using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>Reads the entries of lists from the database.</summary>
internal sealed class PaymentEntryReader(LedgerCollections collections, Ledger ledger, AdviceRepository advice, PaymentMethods methods)
{
    readonly Dictionary<string, Lifecycle> lifecycles = methods.All.ToDictionary(method => method.Name, method => method.Lifecycle);

    /// <summary>The entry of a transaction; null when there is none with that number.</summary>
    public PaymentEntry? Find(long number) => collections.Transactions.Find(number) is { } row
        ? Entry(row, ledger.NotificationsOf(row), advice.Find(number))
        : null;

    /// <summary>The entries with numbers below <paramref name="number"/>, highest first, in three reads.</summary>
    public List<PaymentEntry> Below(long number, int limit)
    {
        var rows = collections.Transactions.Below(number, limit);
        if (rows.Count == 0) return [];
        var (from, to) = (rows[^1].Number, rows[0].Number + 1);
        var notifications = collections.Notifications.Between(Notification.KeyOf(from, 0), Notification.KeyOf(to, 0))
            .ToLookup(notification => notification.Transaction);
        var judged = advice.Between(from, to).ToDictionary(row => row.Number);
        return rows.ConvertAll(row => Entry(row, notifications[row.Number], judged.GetValueOrDefault(row.Number)));
    }

    PaymentEntry Entry(Transaction row, IEnumerable<Notification> notifications, PaymentAdvice? judged) => new()
    {
        Number = row.Number,
        AccessId = row.AccessId,
        ShopId = row.ShopId,
        OrderId = row.OrderId,
        Status = row.Status.Code,
        Outcome = lifecycles.GetValueOrDefault(row.Method)?.OutcomeOf(row.Status) ?? Outcome.InProgress,
        CreatedAt = row.CreatedAt,
        ChangedAt = row.ChangedAt,
        Total = row.Total,
        Scenario = row.Scenario.Name,
        ItemName = row.Request?.ItemName ?? "",
        Error = row.Error?.Info ?? "",
        Notified = NotificationResults.Worst(notifications),
        Findings = [.. (judged?.Findings ?? []).Select(finding => new FindingKey(finding.Severity, finding.Rule))],
    };
}
