using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace KantanSim.Transactions;

/// <summary>The contract of a recurring payment, with its charges.</summary>
internal sealed record Contract
{
    /// <summary>The day of the month. In a shorter month it is the last day.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required int ChargeDay { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required bool FirstMonthFree { get; init; }
    /// <summary>The wallet's id of the contract, from the sign-up on.</summary>
    public string? WalletContractId { get; init; }
    /// <summary>The first month that is charged, as yyyyMM.</summary>
    public int? StartMonth { get; init; }
    public string? MemberId { get; init; }
    public string? CustomerId { get; init; }
    public string? CardId { get; init; }
    public DateTimeOffset? SignedUpAt { get; init; }
    /// <summary>Whether the consumer ended the contract at the wallet.</summary>
    public bool EndedByConsumer { get; init; }
    /// <summary>Oldest first, at most one a month.</summary>
    public ImmutableArray<Charge> Charges { get; init; } = [];

    public Charge? Of(int month) => Charges.FirstOrDefault(charge => charge.Month == month);

    /// <summary>Adds the charge, or replaces the one of the same month.</summary>
    public Contract With(Charge charge) => this with
    {
        Charges = Of(charge.Month) is { } before ? Charges.Replace(before, charge) : Charges.Add(charge),
    };
}

/// <summary>The charge of one month. Amounts are in yen.</summary>
internal sealed record Charge
{
    /// <summary>The number of the charge in its contract, from 1.</summary>
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
    /// <summary>When the charge was made or failed.</summary>
    public DateTimeOffset? FixedAt { get; init; }
    public ErrorCode? Error { get; init; }

    [JsonIgnore]
    public int Total => Amount + Tax;
}
