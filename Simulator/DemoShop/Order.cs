using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace KantanSim.DemoShop;

/// <summary>An order in the shop's own books: one attempt to pay, with an OrderID of its own. Amounts are yen; times are UTC.</summary>
internal sealed partial record Order
{
    public required string OrderId { get; init; }
    /// <summary>Counts the shop's orders from 1.</summary>
    public required long Number { get; init; }
    public required string ProductId { get; init; }
    /// <summary>The product as the wallet shows it.</summary>
    public required string ItemName { get; init; }
    public required int Amount { get; init; }
    public required int Tax { get; init; }
    /// <summary><c>AUTH</c> or <c>CAPTURE</c>; a subscription has none.</summary>
    public required string JobCd { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }
    /// <summary>What is subscribed to; null for a purchase.</summary>
    public SubscriptionPlan? Plan { get; init; }
    public OrderState State { get; init; } = OrderState.Created;
    public string AccessId { get; init; } = "";
    public string AccessPass { get; init; } = "";
    public string Token { get; init; } = "";
    public string StartUrl { get; init; } = "";
    /// <summary>The newest of what the shop was told.</summary>
    public ImmutableArray<StatusReport> Told { get; init; } = [];
    /// <summary>How often the shop was told something.</summary>
    public long Heard { get; init; }
    /// <summary>What the gateway said last; null before it was asked.</summary>
    public InquiryResult? Asked { get; init; }
    /// <summary>When the gateway is to be asked next; null when nothing is open.</summary>
    public DateTimeOffset? AskAt { get; init; }
    /// <summary>What went wrong with the last call; null when it went well.</summary>
    public CallFailure? Trouble { get; init; }
    /// <summary>A price that the gateway was asked to change to, until it is known whether it did; without tax.</summary>
    public int? NewAmount { get; init; }
    /// <summary>When the goods went out: once.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }
    public ImmutableArray<BillingMonth> Months { get; init; } = [];

    public int Total => Amount + Tax;

    /// <summary>Whether the consumer can go on to the wallet.</summary>
    public bool CanPay => State == OrderState.Paying && StartUrl.Length > 0;

    /// <summary>Whether trying again takes a new order: the payment came to its end, or the way to it was lost.</summary>
    public bool NeedsNew => State is OrderState.Expired or OrderState.Failed or OrderState.Cancelled || (State == OrderState.Paying && StartUrl.Length == 0) || IsForgotten;

    /// <summary>The gateway knows nothing of a payment that was registered: it was reset.</summary>
    public bool IsForgotten => Asked?.Word == InquiryOutcome.Nothing && AccessId.Length > 0;

    /// <summary>Whether news is to be expected: the payment is on its way, or its notification is.</summary>
    public bool IsAwaited => !IsForgotten && (State == OrderState.Paying
        || (State is OrderState.Paid or OrderState.Captured or OrderState.Subscribed && !Told.Any(IsOfPayment)));

    // An earlier notification does not count, even if the gateway confirmed it only after the payment.
    static bool IsOfPayment(StatusReport told) => told.By == ReportSource.Notification
        && OrderStateMapping.FromGatewayStatus(told.Status) >= OrderState.Paid && OrderStateMapping.FromGatewayStatus(told.Confirmed) >= OrderState.Paid;
}

/// <summary>The last number that was given to an order.</summary>
internal sealed record OrderCount(long Last);

/// <summary>Until which day, in Japan, the gateway's daily files are in the books.</summary>
internal sealed record ChargeFileProgress(DateOnly Until);

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(OrderCount))]
[JsonSerializable(typeof(ChargeFileProgress))]
internal sealed partial class OrderJson : JsonSerializerContext;
