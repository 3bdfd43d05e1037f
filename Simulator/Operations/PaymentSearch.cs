using KantanSim.Advice;
using KantanSim.Merchants;
using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>The payments of the index that match.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="Floor">Payments with a lower number were not searched; 0 when all were.</param>
internal sealed record FoundPayments(List<PaymentEntry> Items, long Floor);

/// <summary>The number of findings about a payment that a shop should look at, without those of rules that it has switched off.</summary>
internal readonly record struct Attention(int Errors, int Warnings);

/// <summary>
/// Finds payments by a filter: the newest ones in the index, older ones in the database. Findings are those that were judged so far.
/// Payments of shops that have ended are left out.
/// </summary>
internal sealed class PaymentSearch(
    PaymentIndex index, PaymentEntryReader reader, Ledger ledger, LedgerCollections collections, ShopRepository shops,
    AdviceRepository advice)
{
    /// <summary>The matching payments of the index; all of them when the filter is one order.</summary>
    public FoundPayments Find(PaymentFilter filter)
    {
        if (OfOrder(filter) is { Count: > 0 } ofOrder) return new(Matching(filter, ofOrder), 0);
        var indexed = index.Read();
        return new(Matching(filter, indexed.Newest), indexed.Floor);
    }

    /// <summary>The newest matching payments with numbers below <paramref name="below"/>: of those found, then of the database.</summary>
    public CursorPage<PaymentEntry> Newest(PaymentFilter filter, FoundPayments found, long below, int limit)
    {
        List<PaymentEntry> items = [.. found.Items.SkipWhile(payment => payment.Number >= below).Take(limit)];
        if (items.Count == limit) return new(items, items[^1].Number);
        if (found.Floor == 0) return new(items, null);
        var older = Older(filter, Math.Min(below, found.Floor), limit - items.Count);
        return new([.. items, .. older.Items], older.Next);
    }

    /// <summary>The newest matching payments with numbers below <paramref name="below"/>, read from the database.</summary>
    public CursorPage<PaymentEntry> Older(PaymentFilter filter, long below, int limit) =>
        CursorReader.Newest(reader.Below, payment => payment.Number, below, limit, rows => Matching(filter, rows));

    /// <summary>The transactions of payments, in the same order, without those that were deleted since.</summary>
    /// <param name="payments">Newest first.</param>
    public List<Transaction> Transactions(IReadOnlyList<PaymentEntry> payments)
    {
        if (payments.Count == 0) return [];
        var (lowest, highest) = (payments[^1].Number, payments[0].Number);
        // Neighbours are read at once, as those of a list without a filter.
        if (highest - lowest >= 2 * payments.Count)
            return [.. payments.Select(payment => collections.Transactions.Find(payment.Number)).OfType<Transaction>()];
        var rows = collections.Transactions.Between(lowest, highest + 1).ToDictionary(row => row.Number);
        return [.. payments.Select(payment => rows.GetValueOrDefault(payment.Number)).OfType<Transaction>()];
    }

    public Attention AttentionTo(PaymentEntry payment)
    {
        var counted = payment.Findings.Where(finding => advice.Counts(payment.ShopId, finding.Rule)).ToList();
        return new(
            counted.Count(finding => finding.Severity == Severity.Error), counted.Count(finding => finding.Severity == Severity.Warning));
    }

    List<PaymentEntry> OfOrder(PaymentFilter filter) => !filter.IsOneOrder ? [] :
    [
        .. shops.IdsOrAll(filter.ShopId).SelectMany(shop => ledger.FindAllByOrder(shop, filter.OrderId))
            .Select(transaction => reader.Find(transaction.Number)).OfType<PaymentEntry>()
            .OrderByDescending(payment => payment.Number),
    ];

    List<PaymentEntry> Matching(PaymentFilter filter, IEnumerable<PaymentEntry> payments)
    {
        var ended = new Dictionary<string, bool>();
        return [.. payments.Where(payment => filter.Matches(payment) && !HasEnded(payment.ShopId) && HasFinding(filter, payment))];

        bool HasEnded(string shopId)
        {
            if (!ended.TryGetValue(shopId, out var hasEnded)) ended[shopId] = hasEnded = ledger.HasEnded(shopId);
            return hasEnded;
        }
    }

    bool HasFinding(PaymentFilter filter, PaymentEntry payment) =>
        !filter.AsksForFindings
        || payment.Findings.Any(finding => filter.Matches(finding) && advice.Counts(payment.ShopId, finding.Rule));
}
