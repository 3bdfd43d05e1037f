using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace KantanSim.Transactions;

/// <summary>What a recurring transaction charges, and what it has charged.</summary>
internal sealed record Contract
{
    /// <summary>The day of the month; one beyond the month's end means its last day.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required int ChargeDay { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required bool FirstMonthFree { get; init; }
    /// <summary>The wallet's number of the contract, once there is one.</summary>
    public string? WalletContractId { get; init; }
    /// <summary>The first month that is charged, as yyyyMM.</summary>
    public int? StartMonth { get; init; }
    public string? MemberId { get; init; }
    public string? CustomerId { get; init; }
    public string? CardId { get; init; }
    public DateTimeOffset? SignedUpAt { get; init; }
    /// <summary>The consumer ended it at the wallet.</summary>
    public bool EndedByConsumer { get; init; }
    /// <summary>Oldest first, one for each month at most.</summary>
    public ImmutableArray<Charge> Charges { get; init; } = [];

    public Charge? Of(int month) => Charges.FirstOrDefault(charge => charge.Month == month);

    public Contract With(Charge charge) => this with
    {
        Charges = Of(charge.Month) is { } before ? Charges.Replace(before, charge) : Charges.Add(charge),
    };
}

/// <summary>One month's charge. Amounts are yen.</summary>
internal sealed record Charge
{
    /// <summary>Counts the contract's charges from 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required int Index { get; init; }
    /// <summary>As yyyyMM.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required int Month { get; init; }
    public required Status Status { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required int Amount { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required int Tax { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>When it was charged, or failed.</summary>
    public DateTimeOffset? FixedAt { get; init; }
    public ErrorCode? Error { get; init; }

    [JsonIgnore]
    public int Total => Amount + Tax;
}
