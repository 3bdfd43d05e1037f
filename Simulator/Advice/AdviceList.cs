using KantanSim.Transactions;

namespace KantanSim.Advice;

/// <summary>A finding with the payment that it is about; without one for calls that belong to no payment.</summary>
/// <param name="Number">The number of the transaction; 0 without one.</param>
internal sealed record LocatedFinding(Finding Finding, string ShopId, string? OrderId, string? AccessId, long Number);

/// <summary>Which findings are wanted. Null or empty: any.</summary>
/// <param name="Since">Simulated time, inclusive.</param>
internal sealed record AdviceFilter(
    string? ShopId = null, string? AccessId = null, IReadOnlyCollection<Severity>? Severities = null, string? Rule = null,
    DateTimeOffset? Since = null)
{
    public bool Matches(Finding finding) =>
        (Severities is not { Count: > 0 } || Severities.Contains(finding.Severity))
        && (string.IsNullOrEmpty(Rule) || finding.Rule == Rule)
        && (Since is not { } since || finding.At >= since);

    public bool MatchesShop(string shopId) => string.IsNullOrEmpty(ShopId) || ShopId == shopId;
}

/// <summary>Lists findings: first those about calls that belong to no payment, then those about payments, newest payment first.</summary>
internal sealed class AdviceList(AdviceService service, AdviceRepository repository, Ledger ledger)
{
    const int RowsReadAtOnce = 500;

    /// <summary>The maximum number of payments that are read for one page.</summary>
    const int MaxRowsRead = 20_000;

    /// <param name="below">
    /// The number of the transaction below which the page begins; <see cref="long.MaxValue"/> for the first page.
    /// </param>
    /// <param name="limit">A page ends with the payment that reaches it, so that it can have some more findings.</param>
    public async Task<CursorPage<LocatedFinding>> Newest(AdviceFilter filter, long below, int limit)
    {
        if (filter.AccessId is { Length: > 0 } accessId) return new(await OfPayment(accessId, filter), null);
        await service.Refresh();
        List<LocatedFinding> found = below == long.MaxValue ? [.. OfCalls(filter)] : [];
        for (var read = 0; read < MaxRowsRead; read += RowsReadAtOnce)
        {
            var rows = repository.Below(below, RowsReadAtOnce);
            if (rows.Count == 0) return new(found, null);
            foreach (var row in rows)
            {
                found.AddRange(Of(row, filter));
                below = row.Number;
                if (found.Count >= limit) return new(found, below);
            }
        }
        return new(found, below);
    }

    async Task<List<LocatedFinding>> OfPayment(string accessId, AdviceFilter filter)
    {
        if (ledger.Find(accessId) is not { } payment) return [];
        await service.Refresh(payment);
        return repository.Find(payment.Number) is { } row ? [.. Of(row, filter)] : [];
    }

    IEnumerable<LocatedFinding> OfCalls(AdviceFilter filter) =>
        from row in repository.OfShops()
        where filter.MatchesShop(row.ShopId) && !ledger.HasEnded(row.ShopId)
        from finding in row.Findings
        where filter.Matches(finding) && repository.Counts(row.ShopId, finding)
        select new LocatedFinding(finding, row.ShopId, null, null, 0);

    IEnumerable<LocatedFinding> Of(PaymentAdvice row, AdviceFilter filter) =>
        from finding in row.Findings
        where filter.MatchesShop(row.ShopId) && !ledger.HasEnded(row.ShopId)
        where filter.Matches(finding) && repository.Counts(row.ShopId, finding)
        select new LocatedFinding(finding, row.ShopId, row.OrderId, row.AccessId, row.Number);
}
