using KantanSim.Transactions;

namespace KantanSim.Advice;

/// <summary>The number of findings about a payment that a shop should look at, without those of rules that it has switched off.</summary>
internal readonly record struct Attention(int Errors, int Warnings)
{
    public bool IsNeeded => Errors + Warnings > 0;
}

/// <summary>The payments with errors or warnings, as they were judged so far: nothing is judged to list them.</summary>
internal sealed class AttentionList(AdviceRepository repository, Ledger ledger)
{
    const int RowsReadAtOnce = 500;

    /// <summary>The maximum number of rows that are read for one page, however many match.</summary>
    const int MaxRowsRead = 20_000;

    public Attention Of(Transaction payment) => repository.Find(payment.Number) is { } row ? Of(row) : default;

    /// <summary>The newest payments that need attention and match, with a number below <paramref name="below"/>, newest first.</summary>
    public CursorPage<Transaction> Newest(long below, int limit, Func<Transaction, bool> matches)
    {
        List<Transaction> found = [];
        for (var read = 0; read < MaxRowsRead; read += RowsReadAtOnce)
        {
            var rows = repository.Below(below, RowsReadAtOnce);
            if (rows.Count == 0) return new(found, null);
            foreach (var row in rows)
            {
                below = row.Number;
                if (Find(row) is { } payment && matches(payment)) found.Add(payment);
                if (found.Count == limit) return new(found, below);
            }
        }
        return new(found, below);
    }

    Transaction? Find(PaymentAdvice row) =>
        Of(row).IsNeeded && !ledger.HasEnded(row.ShopId) ? ledger.Find(row.AccessId) : null;

    Attention Of(PaymentAdvice row) => new(Count(row, Severity.Error), Count(row, Severity.Warning));

    int Count(PaymentAdvice row, Severity severity) =>
        row.Findings.Count(finding => finding.Severity == severity && repository.Counts(row.ShopId, finding));
}
