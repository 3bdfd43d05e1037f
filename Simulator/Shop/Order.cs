using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace KantanSim.DemoMerchant;

/// <summary>How far an order has come. The order of this list is the rule: an order moves down it and never up.</summary>
internal enum OrderState { Created, Paying, Expired, Failed, Paid, Captured, Cancelled }

/// <summary>Who told the shop something of a payment.</summary>
internal enum Teller { Notification, Browser }

/// <summary>What the shop was told, and what the gateway said when it was asked; <c>Confirmed</c> is empty when it could not say.</summary>
internal sealed record Told(DateTimeOffset At, Teller By, string Status, string ErrInfo, string Confirmed);

/// <summary>A call that the gateway refused, with every ErrInfo, or that had no usable answer, and why.</summary>
internal sealed record Trouble(string Api, ImmutableArray<string> Errors, string Fault);

/// <summary>An order in the shop's own books. Amounts are yen; times are UTC.</summary>
internal sealed record Order
{
    /// <summary>How much of what it was told an order keeps: the newest.</summary>
    public const int ToldKept = 50;

    public required string OrderId { get; init; }
    /// <summary>Counts the shop's orders from 1.</summary>
    public required long Number { get; init; }
    public required string ProductId { get; init; }
    /// <summary>The product as the wallet shows it.</summary>
    public required string ItemName { get; init; }
    public required int Amount { get; init; }
    public required int Tax { get; init; }
    /// <summary><c>AUTH</c> or <c>CAPTURE</c>.</summary>
    public required string JobCd { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }
    public OrderState State { get; init; } = OrderState.Created;
    public string AccessId { get; init; } = "";
    public string AccessPass { get; init; } = "";
    public string Token { get; init; } = "";
    public string StartUrl { get; init; } = "";
    public ImmutableArray<Told> Told { get; init; } = [];
    /// <summary>What went wrong with the last call; null when it went well.</summary>
    public Trouble? Trouble { get; init; }

    public int Total => Amount + Tax;

    /// <summary>Whether the consumer can still pay.</summary>
    public bool IsOpen => State is OrderState.Created or OrderState.Paying;

    /// <summary>What a look at the order can find changed.</summary>
    public string Seen => $"{State} {Told.Length}";

    public Order MovedTo(OrderState state, DateTimeOffset now) => state > State ? this with { State = state, ChangedAt = now } : this;

    public Order Having(Told told) => this with { Told = [.. Told.TakeLast(ToldKept - 1), told] };

    /// <summary>Goes along with what the gateway holds of the order, when it holds anything.</summary>
    public Order Following(GatewayView view, DateTimeOffset now) =>
        view is not GatewayView.Held held || StateOf(held.Status) is not { } state ? this
        : MovedTo(state, now) with { AccessId = held.AccessId, AccessPass = held.AccessPass };

    static OrderState? StateOf(string status) => status switch
    {
        "UNPROCESSED"                 => OrderState.Created,
        "REQSUCCESS" or "AUTHPROCESS" => OrderState.Paying,
        "AUTH"                        => OrderState.Paid,
        "CAPTURE" or "SALES"          => OrderState.Captured,
        "CANCEL"                      => OrderState.Cancelled,
        "PAYFAIL"                     => OrderState.Failed,
        "EXPIRED"                     => OrderState.Expired,
        _                             => null,
    };
}

/// <summary>The last number that was given to an order.</summary>
internal sealed record OrderCount(long Last);

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(OrderCount))]
internal sealed partial class OrderJson : JsonSerializerContext;
