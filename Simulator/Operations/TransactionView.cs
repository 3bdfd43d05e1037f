using KantanSim.Scenarios.Engine;
using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>A transaction. Amounts are in yen; times are simulated time.</summary>
internal sealed record TransactionView
{
    public required string AccessId { get; init; }
    public required string ShopId { get; init; }
    public required string OrderId { get; init; }
    public required string Method { get; init; }
    public required string Status { get; init; }
    public required string JobCd { get; init; }
    public required int Amount { get; init; }
    public required int Tax { get; init; }
    public required int Total { get; init; }
    public int? Card { get; init; }
    public int? Points { get; init; }
    /// <summary>The discount that the wallet pays for.</summary>
    public int? Coupon { get; init; }
    /// <summary>The discount that the shop pays for.</summary>
    public int? ShopCoupon { get; init; }
    public string? Member { get; init; }
    public string? ItemName { get; init; }
    public string? ErrCode { get; init; }
    public string? ErrInfo { get; init; }
    public required string Scenario { get; init; }
    public required string ScenarioReason { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }
    public DateTimeOffset? ValidUntil { get; init; }
    public DateTimeOffset? ExtendedAt { get; init; }
    /// <summary>The recurring contract, once the consumer has signed up.</summary>
    public ContractView? Contract { get; init; }
    /// <summary>Null in lists.</summary>
    public IReadOnlyList<StepView>? Timeline { get; init; }
    /// <summary>Why its requests were read or refused as they were, each sentence once; null in lists.</summary>
    public IReadOnlyList<string>? Notes { get; init; }
    /// <summary>Its scheduled jobs, by time; null in lists.</summary>
    public IReadOnlyList<DueView>? Due { get; init; }

    /// <summary>How often each rule of its scenario was played, by its place in the file, from 1; null in lists.</summary>
    public IReadOnlyDictionary<string, int>? RulesPlayed { get; init; }

    public static TransactionView Of(Transaction transaction) => new()
    {
        AccessId = transaction.AccessId,
        ShopId = transaction.ShopId,
        OrderId = transaction.OrderId,
        Method = transaction.Method,
        Status = transaction.Status.Code,
        JobCd = transaction.JobCd,
        Amount = transaction.Amount,
        Tax = transaction.Tax,
        Total = transaction.Total,
        Card = transaction.Payment?.Split.Card,
        Points = transaction.Payment?.Split.Points,
        Coupon = transaction.Payment?.Split.Coupon,
        ShopCoupon = transaction.Payment?.Split.ShopCoupon,
        Member = transaction.Payment?.MemberId ?? transaction.Contract?.MemberId ?? transaction.Visit?.MemberId,
        ItemName = transaction.Request?.ItemName,
        ErrCode = transaction.Error?.Code,
        ErrInfo = transaction.Error?.Info,
        Scenario = transaction.Scenario.Name,
        ScenarioReason = transaction.Scenario.Reason,
        CreatedAt = transaction.CreatedAt,
        ChangedAt = transaction.ChangedAt,
        ValidUntil = transaction.ValidUntil,
        ExtendedAt = transaction.ExtendedAt,
        Contract = transaction.Contract is { WalletContractId: not null } contract ? ContractView.Of(contract) : null,
    };

    public static TransactionView WithTimeline(Transaction transaction, Ledger ledger, JobSchedule schedule) => Of(transaction) with
    {
        Timeline = [.. ledger.Timeline(transaction).Select(StepView.Of)],
        Notes = [.. ledger.Timeline(transaction).SelectMany(entry => entry.Notes ?? []).Select(note => note.En).Distinct()],
        RulesPlayed = ScenarioEngine.PlayCounts(transaction),
        Due = [.. schedule.ForTransaction(transaction).OrderBy(job => job.At).Select(job => new DueView(job.Kind.ToString(), job.At))],
    };
}

/// <summary>A scheduled job: its kind and its simulated time.</summary>
internal sealed record DueView(string What, DateTimeOffset At);
