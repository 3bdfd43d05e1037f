using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace KantanSim.DemoShop;

/// <summary>
/// An order as the shop stores it: one attempt to pay, with its own OrderID. Amounts are yen; times are UTC. A JSON name that differs from
/// the property's is the name in data folders of earlier builds.
/// </summary>
internal sealed partial record Order
{
    public required string OrderId { get; init; }
    /// <summary>Counts the shop's orders from 1.</summary>
    public required long Number { get; init; }
    public required string ProductId { get; init; }
    /// <summary>The product's name as the wallet shows it.</summary>
    public required string ItemName { get; init; }
    /// <summary>Without tax.</summary>
    public required int Amount { get; init; }
    public required int Tax { get; init; }
    /// <summary><c>AUTH</c> or <c>CAPTURE</c>; empty for a subscription.</summary>
    public required string JobCd { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }
    /// <summary>Null for a purchase.</summary>
    public SubscriptionPlan? Plan { get; init; }
    public OrderState State { get; init; } = OrderState.Created;
    public string AccessId { get; init; } = "";
    public string AccessPass { get; init; } = "";
    public string Token { get; init; } = "";
    /// <summary>Where the browser is sent, as the visitor reaches it; empty when it is unknown.</summary>
    public string StartUrl { get; init; } = "";
    /// <summary>The newest <see cref="MaxReports"/> reports, oldest first.</summary>
    [JsonPropertyName("Told")]
    public ImmutableArray<StatusReport> Reports { get; init; } = [];
    /// <summary>Number of all reports, including those no longer stored.</summary>
    [JsonPropertyName("Heard")]
    public long ReportCount { get; init; }
    /// <summary>Null before the first inquiry.</summary>
    [JsonPropertyName("Asked")]
    public InquiryResult? LastInquiry { get; init; }
    /// <summary>When the next inquiry is due; null for none.</summary>
    [JsonPropertyName("AskAt")]
    public DateTimeOffset? NextInquiryAt { get; init; }
    /// <summary>Why the last call failed; null when it succeeded.</summary>
    [JsonPropertyName("Trouble")]
    public CallFailure? Failure { get; init; }
    /// <summary>A requested new price without tax, while it is unknown whether the gateway accepted it.</summary>
    public int? NewAmount { get; init; }
    /// <summary>The tax on <see cref="NewAmount"/>; null in orders of earlier builds.</summary>
    public int? NewTax { get; init; }
    /// <summary>When the goods went out: never or once.</summary>
    [JsonPropertyName("DeliveredAt"), JsonConverter(typeof(DeliveriesConverter))]
    public ImmutableArray<DateTimeOffset> Deliveries { get; init; } = [];
    /// <summary>What was captured, refunds not subtracted, in yen.</summary>
    public int Captured { get; init; }
    /// <summary>How much of <see cref="Captured"/> was given back, in yen.</summary>
    public int Refunded { get; init; }
    /// <summary>
    /// When the shop cancelled the order; null: it has not, or the gateway has refused it. The payment ends when the gateway confirms it,
    /// which may be after a late payment.
    /// </summary>
    public DateTimeOffset? CancelRequestedAt { get; init; }
    /// <summary>When the gateway refused the cancel for good: a person has to decide. Null: never.</summary>
    public DateTimeOffset? CancelRefusedAt { get; init; }
    /// <summary>The months of a subscription, in order.</summary>
    public ImmutableArray<BillingMonth> Months { get; init; } = [];

    [JsonIgnore]
    public Price Price => new(Amount, Tax);

    [JsonIgnore]
    public Price? NewPrice => NewAmount is { } amount ? new(amount, NewTax ?? Price.OfNet(amount).Tax) : null;

    public int Total => Amount + Tax;

    [JsonIgnore]
    public bool IsDelivered => Deliveries.Length > 0;

    /// <summary>Whether the consumer can be sent to the wallet.</summary>
    public bool CanPay => State == OrderState.Paying && StartUrl.Length > 0 && CancelRequestedAt is null;

    /// <summary>Whether another attempt needs a new order: the payment has ended or is cancelled, or its StartURL was lost.</summary>
    public bool NeedsNewOrder =>
        State is OrderState.Expired or OrderState.Failed or OrderState.Cancelled
        || (State == OrderState.Paying && StartUrl.Length == 0)
        || CancelRequestedAt is not null
        || IsUnknownAtGateway;

    /// <summary>The gateway does not know a payment that was registered: it was reset.</summary>
    public bool IsUnknownAtGateway => LastInquiry?.Outcome == InquiryOutcome.Nothing && AccessId.Length > 0;

    /// <summary>
    /// Whether a report is still expected: the payment is open, or its notification has not arrived. The page then polls.
    /// </summary>
    public bool IsAwaited
    {
        get
        {
            if (IsUnknownAtGateway) return false;
            if (State == OrderState.Paying) return true;
            return State is OrderState.Paid or OrderState.Captured or OrderState.Subscribed && !Reports.Any(IsOfPayment);
        }
    }

    // A notification from before the payment does not count, even if it was confirmed only after the payment.
    static bool IsOfPayment(StatusReport report) =>
        report.Source == ReportSource.Notification
        && OrderStateMapping.FromGatewayStatus(report.Status) >= OrderState.Paid
        && OrderStateMapping.FromGatewayStatus(report.Confirmed) >= OrderState.Paid;
}

/// <summary>The number of the last order.</summary>
internal sealed record OrderCount(long Last);

/// <summary>The last day, in Japan, whose charge file is imported.</summary>
internal sealed record ChargeFileProgress(DateOnly Until);

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(OrderCount))]
[JsonSerializable(typeof(ChargeFileProgress))]
internal sealed partial class OrderJson : JsonSerializerContext;
