using System.Collections.ObjectModel;
using System.Text.Json.Serialization;

namespace KantanSim.Transactions;

/// <summary>A status with its code on the wire, such as <c>AUTH</c>. Each payment method declares its own.</summary>
[JsonConverter(typeof(StatusJsonConverter))]
internal readonly record struct Status(string Code)
{
    public override string ToString() => Code;
}

/// <summary>An error, identified by its ErrInfo, such as <c>M01054004</c>.</summary>
[JsonConverter(typeof(ErrorCodeJsonConverter))]
internal readonly record struct ErrorCode(string Info)
{
    /// <summary>
    /// The ErrCode: the first three characters. In the code of a card company, such as <c>42G020000</c>, the three after <c>42</c>.
    /// </summary>
    public string Code => Info.StartsWith("42", StringComparison.Ordinal) ? Info[2..5] : Info[..3];

    public override string ToString() => Info;
}

/// <summary>A payment as stored by the gateway. Amounts are in yen; times are UTC in simulated time.</summary>
internal sealed record Transaction
{
    /// <summary>Increases with each registration. It is the key of the row, and defines the order of the list.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required long Number { get; init; }
    public required string AccessId { get; init; }
    public required string AccessPass { get; init; }
    public required string ShopId { get; init; }
    public required string OrderId { get; init; }
    public required string Method { get; init; }
    public required Status Status { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>The time of the last change.</summary>
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
    /// <summary>When the authorisation was last extended.</summary>
    public DateTimeOffset? ExtendedAt { get; init; }
    /// <summary>The end of the authorisation's validity.</summary>
    public DateTimeOffset? ValidUntil { get; init; }
    /// <summary>The error of the last status change.</summary>
    public ErrorCode? Error { get; init; }
    /// <summary>How often the amount was changed after the payment.</summary>
    public int AmountChanges { get; init; }
    /// <summary>The contract of a recurring payment.</summary>
    public Contract? Contract { get; init; }
    /// <summary>The number of its result notifications.</summary>
    public int Notifications { get; init; }
    /// <summary>How often each hook of the scenario was reached, by the key that the scenario engine gives it.</summary>
    public IReadOnlyDictionary<string, int> Moments { get; init; } = ReadOnlyDictionary<string, int>.Empty;

    /// <summary>Whether KantanSim itself has registered it in the shop's place, to play a scenario.</summary>
    public bool IsPlayed { get; init; }

    /// <summary>The id of the first span of its trace, 16 hexadecimal digits; null when tracing was off at its registration.</summary>
    public string? FirstSpan { get; init; }

    [JsonIgnore]
    public int Total => Amount + Tax;

    /// <summary>
    /// The maximum number of amount changes of a transaction. Each change makes a notification and perhaps a job, whose keys have 16 bits
    /// for the index within a transaction; the rest of the 65,535 is left for other events.
    /// </summary>
    public const int MaxAmountChanges = 60_000;

    /// <summary>Whether the amount cannot be changed any more.</summary>
    [JsonIgnore]
    public bool HasReachedMaxAmountChanges => Math.Max(AmountChanges, Notifications) >= MaxAmountChanges;
}

/// <summary>The scenario of a transaction, selected at its registration, and why it was selected.</summary>
internal sealed record ScenarioPlayed(string Name, string Reason)
{
    /// <summary>
    /// Whether it is only the shop's scenario or the default. Then it may be selected again when more is known about the payment.
    /// </summary>
    public bool IsFallback { get; init; }
}

/// <summary>The merchant's request to start the payment.</summary>
internal sealed record PaymentRequest
{
    /// <summary>
    /// The path of KantanSim's own page, where browsers come back to when KantanSim plays a payment without a page of the shop. The query
    /// tells it from other payments' pages, also after a restart with another port.
    /// </summary>
    public const string PlayedReturn = "/shop?played=1";

    public required string Token { get; init; }
    public required string ReturnUrl { get; init; }
    public required string ItemName { get; init; }
    public required DateTimeOffset StartLimit { get; init; }
    public string ClientField1 { get; init; } = "";
    public string ClientField2 { get; init; } = "";
    public string ClientField3 { get; init; } = "";
    public bool ReturnsClientFields { get; init; }
}

/// <summary>The progress of the browser's return to the merchant: not yet, sent there, answered by the merchant.</summary>
internal enum ReturnState { No, Begun, Ended }

/// <summary>The consumer's visit to the wallet, which the gateway created.</summary>
internal sealed record WalletVisit(string Id, string Url)
{
    /// <summary>The member who signed in, or null.</summary>
    public string? MemberId { get; init; }
    /// <summary>The card that was refused at the last attempt to pay, or null.</summary>
    public string? RefusedCardId { get; init; }
    /// <summary>The consumer's deadline; null until the browser has arrived.</summary>
    public DateTimeOffset? DecideUntil { get; init; }
    /// <summary>Whether the consumer was sent back to the shop without a status change. Then the consumer cannot decide any more.</summary>
    public bool IsOver { get; init; }
    /// <summary>The progress of the browser's return to the merchant.</summary>
    public ReturnState Back { get; init; }
    /// <summary>The error between wallet and gateway that ended the visit, or null.</summary>
    public ErrorCode? Fault { get; init; }
}

/// <summary>How the consumer has paid. The total of <see cref="Split"/> always equals the transaction's total.</summary>
internal sealed record Payment
{
    public required string MemberId { get; init; }
    public required string CustomerId { get; init; }
    public required string WalletOrderId { get; init; }
    public required DateTimeOffset PaidAt { get; init; }
    public required PaymentBreakdown Split { get; init; }
    /// <summary>Whether no card was charged when the payment was made. Later changes of the amount do not change it.</summary>
    public bool WasPointsOnly { get; init; }
    public string? CardId { get; init; }
    public string? CouponId { get; init; }
    /// <summary>Whether the member is one of the shop's own, and not of those that shops share.</summary>
    public bool IsOfOwnMember { get; init; }
}
