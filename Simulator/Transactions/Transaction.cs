using System.Collections.ObjectModel;
using System.Text.Json.Serialization;

namespace KantanSim.Transactions;

/// <summary>A status as the wire spells it, such as <c>AUTH</c>. Each method declares its own.</summary>
[JsonConverter(typeof(StatusJsonConverter))]
internal readonly record struct Status(string Code)
{
    public override string ToString() => Code;
}

/// <summary>An error by its ErrInfo, such as <c>M01054004</c>.</summary>
[JsonConverter(typeof(ErrorCodeJsonConverter))]
internal readonly record struct ErrorCode(string Info)
{
    /// <summary>The ErrCode: the first three characters, and of a card company's codes such as <c>42G020000</c> the next three (protocol.md 10, 4).</summary>
    public string Code => Info.StartsWith("42", StringComparison.Ordinal) ? Info[2..5] : Info[..3];

    public override string ToString() => Info;
}

/// <summary>One payment as the gateway keeps it. Amounts are yen; times are UTC.</summary>
internal sealed record Transaction
{
    /// <summary>Counts up with each registration: the order of the list, and the key of the row.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required long Number { get; init; }
    public required string AccessId { get; init; }
    public required string AccessPass { get; init; }
    public required string ShopId { get; init; }
    public required string OrderId { get; init; }
    public required string Method { get; init; }
    public required Status Status { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>When the last change was made.</summary>
    public required DateTimeOffset ChangedAt { get; init; }
    public required string JobCd { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required int Amount { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required int Tax { get; init; }
    public required ScenarioPlayed Scenario { get; init; }
    public PaymentRequest? Request { get; init; }
    public WalletVisit? Visit { get; init; }
    public Payment? Payment { get; init; }
    public DateTimeOffset? AuthorisedAt { get; init; }
    public DateTimeOffset? CapturedAt { get; init; }
    /// <summary>When the authorisation was extended last.</summary>
    public DateTimeOffset? ExtendedAt { get; init; }
    /// <summary>Until when an authorisation may be captured.</summary>
    public DateTimeOffset? ValidUntil { get; init; }
    /// <summary>The error that the last change of status came with.</summary>
    public ErrorCode? Error { get; init; }
    /// <summary>How often its amount was changed after it was paid.</summary>
    public int AmountChanges { get; init; }
    /// <summary>What is charged each month, when it is a recurring one.</summary>
    public Contract? Contract { get; init; }
    /// <summary>How many result notifications were made for it.</summary>
    public int Notifications { get; init; }
    /// <summary>How often each named moment of the scenario has come.</summary>
    public IReadOnlyDictionary<string, int> Moments { get; init; } = ReadOnlyDictionary<string, int>.Empty;

    /// <summary>The span that its trace begins with, 16 hexadecimal digits; null when nobody watched its registration.</summary>
    public string? FirstSpan { get; init; }

    [JsonIgnore]
    public int Total => Amount + Tax;

    /// <summary>
    /// So many changes of its amount one transaction takes. Each is a notification, and may be a line of the agenda: their keys have 16 bits
    /// for which of the transaction's they are, and what else happens to it needs some.
    /// </summary>
    public const int MaxAmountChanges = 60_000;

    /// <summary>Its amount was changed so often that it cannot be changed again.</summary>
    [JsonIgnore]
    public bool HasReachedMaxAmountChanges => Math.Max(AmountChanges, Notifications) >= MaxAmountChanges;
}

/// <summary>The scenario that a transaction plays, chosen at its registration, and why it was chosen.</summary>
internal sealed record ScenarioPlayed(string Name, string Reason)
{
    /// <summary>Nothing spoke of this very payment: what is learned of it later may choose better.</summary>
    public bool IsFallback { get; init; }
}

/// <summary>What the merchant asked for when it requested the payment.</summary>
internal sealed record PaymentRequest
{
    public required string Token { get; init; }
    public required string ReturnUrl { get; init; }
    public required string ItemName { get; init; }
    public required DateTimeOffset StartLimit { get; init; }
    public string ClientField1 { get; init; } = "";
    public string ClientField2 { get; init; } = "";
    public string ClientField3 { get; init; } = "";
    public bool ReturnsClientFields { get; init; }
}

/// <summary>Whether the browser has gone back to the merchant: not yet, it was let go, the merchant has answered it.</summary>
internal enum ReturnState { No, Begun, Ended }

/// <summary>The consumer's visit at the wallet, which the gateway asked the wallet to open.</summary>
internal sealed record WalletVisit(string Id, string Url)
{
    /// <summary>Who signed in, or null.</summary>
    public string? MemberId { get; init; }
    /// <summary>The card that was refused when the member tried to pay last, or null.</summary>
    public string? RefusedCardId { get; init; }
    /// <summary>Until when the consumer may decide, once the browser has arrived.</summary>
    public DateTimeOffset? DecideUntil { get; init; }
    /// <summary>The consumer was sent back to the shop, though the status tells nothing of it: nothing more can be decided.</summary>
    public bool IsOver { get; init; }
    /// <summary>How far the browser is on its way back to the merchant.</summary>
    public ReturnState Back { get; init; }
    /// <summary>What went wrong between wallet and gateway, when that is why it is over.</summary>
    public ErrorCode? Fault { get; init; }
}

/// <summary>How a payment was made up: <see cref="Split"/> is always the transaction's total.</summary>
internal sealed record Payment
{
    public required string MemberId { get; init; }
    public required string CustomerId { get; init; }
    public required string WalletOrderId { get; init; }
    public required DateTimeOffset PaidAt { get; init; }
    public required PaymentBreakdown Split { get; init; }
    /// <summary>No card was charged when it was made, whatever became of the sum since.</summary>
    public bool WasPointsOnly { get; init; }
    public string? CardId { get; init; }
    public string? CouponId { get; init; }
}
