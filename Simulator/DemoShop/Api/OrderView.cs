using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace KantanSim.DemoShop.Api;

/// <summary>An order as the shop's API shows it: what the shop believes, without asking the gateway. Sums are yen, times are UTC.</summary>
internal sealed record OrderView
{
    /// <summary>The OrderID.</summary>
    public required string Id { get; init; }
    /// <summary>See <see cref="OrderStatus"/>.</summary>
    public required string Status { get; init; }
    public required string Product { get; init; }
    /// <summary>The name that the wallet shows.</summary>
    public required string Item { get; init; }
    /// <summary><c>AUTH</c> or <c>CAPTURE</c>; empty for a subscription.</summary>
    public required string Job { get; init; }
    /// <summary>The price, tax included; of a subscription, that of a month.</summary>
    public required int Total { get; init; }
    /// <summary>What the gateway holds for the shop, authorised or captured; of a subscription, the charged months.</summary>
    public required int Paid { get; init; }
    /// <summary>What was captured, refunds not subtracted; of a subscription, the charged months.</summary>
    public required int Captured { get; init; }
    public required int Refunded { get; init; }
    /// <summary>The price at the gateway where it differs from the shop's; otherwise null.</summary>
    public int? GatewayTotal { get; init; }
    /// <summary>One element for each time that goods went out.</summary>
    public required IEnumerable<DeliveryView> Deliveries { get; init; }
    public required IEnumerable<MonthView> Months { get; init; }
    /// <summary>The number of months that are paid.</summary>
    public required int ChargedMonths { get; init; }
    /// <summary>Where the consumer pays, with <see cref="AccessId"/> and <see cref="Token"/>; null when that is not possible.</summary>
    public string? StartUrl { get; init; }
    public string? Token { get; init; }
    public required string AccessId { get; init; }
    /// <summary>Why the last call of the gateway failed; otherwise null.</summary>
    public FailureView? Failure { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }

    public static OrderView Of(Order order) => new()
    {
        Id = order.OrderId,
        Status = OrderStatus.Of(order),
        Product = order.ProductId,
        Item = order.ItemName,
        Job = order.JobCd,
        Total = order.Total,
        Paid = order.State is OrderState.Paid or OrderState.Captured ? order.Total : ChargedTotal(order),
        Captured = order.Captured + ChargedTotal(order),
        Refunded = order.Refunded,
        GatewayTotal = order.HasAmountMismatch ? order.LastInquiry!.Total : null,
        Deliveries = order.Deliveries.Select(at => new DeliveryView(at)),
        Months = order.Months.Select(MonthView.Of),
        ChargedMonths = order.Months.Count(month => month.Status == BillingMonth.Charged),
        StartUrl = order.CanPay ? order.StartUrl : null,
        Token = order.CanPay ? order.Token : null,
        AccessId = order.AccessId,
        Failure = order.Failure is { } failure ? new(failure.Api, failure.Errors, failure.Fault) : null,
        CreatedAt = order.CreatedAt,
        ChangedAt = order.ChangedAt,
    };

    static int ChargedTotal(Order order) => order.Months.Where(month => month.Status == BillingMonth.Charged).Sum(month => month.Total);
}

/// <summary>The shop's orders.</summary>
/// <param name="Count">Number of all orders.</param>
/// <param name="Items">The newest, newest first.</param>
internal sealed record OrderListView(int Count, IEnumerable<OrderView> Items);

/// <summary>A delivery of goods.</summary>
internal sealed record DeliveryView(DateTimeOffset At);

/// <summary>A call that failed.</summary>
/// <param name="Call">Name of the gateway's API, such as <c>RecruitSales</c>.</param>
/// <param name="Errors">Every ErrInfo of a refusal.</param>
/// <param name="Fault">Why there was no usable answer; empty for a refusal.</param>
internal sealed record FailureView(string Call, ImmutableArray<string> Errors, string Fault);

/// <summary>How much the shop's background work did.</summary>
/// <param name="Asked">Number of inquiries.</param>
internal sealed record JobsView(int Asked);

/// <summary>An error: RFC 9457.</summary>
/// <param name="Errors">What is wrong with the request's members; null when it is something else.</param>
internal sealed record ShopProblem(string Type, string Title, int Status, string Detail, IEnumerable<MemberError>? Errors);

/// <summary>A member of the request that is wrong.</summary>
internal sealed record MemberError(string Field, string Value, string Allowed);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OrderView))]
[JsonSerializable(typeof(OrderListView))]
[JsonSerializable(typeof(JobsView))]
[JsonSerializable(typeof(ShopProblem))]
internal sealed partial class ShopApiJson : JsonSerializerContext;
