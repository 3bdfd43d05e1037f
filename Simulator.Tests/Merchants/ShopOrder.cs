namespace KantanSim.Tests.Merchants;

/// <summary>How far an order has come. An order moves down this list and never up.</summary>
internal enum ShopOrderState { Open, Failed, Paid, Shipped, Cancelled }

/// <summary>An order as the shop stores it: one attempt to pay. Amounts are yen, tax included.</summary>
internal sealed partial record ShopOrder
{
    /// <summary>The purchase and the number of the attempt, such as <c>G000001-2</c>.</summary>
    public required string OrderId { get; init; }
    public required int Amount { get; init; }
    public required string Item { get; init; }
    /// <summary><c>AUTH</c> or <c>CAPTURE</c>.</summary>
    public required string JobCd { get; init; }
    public ShopOrderState State { get; init; }
    public string AccessId { get; init; } = "";
    public string AccessPass { get; init; } = "";
    public string Token { get; init; } = "";
    /// <summary>Where the consumer pays; empty when the gateway has not said it, or its answer was lost.</summary>
    public string StartUrl { get; init; } = "";

    /// <summary>The status by the gateway's last usable answer; empty when it has no such payment.</summary>
    public string GatewayStatus { get; init; } = "";
    /// <summary>The gateway has another amount than the shop: a person has to look, and nothing is shipped.</summary>
    public bool AmountDiffers { get; init; }
    public DateTimeOffset? PaidSince { get; init; }
    public DateTimeOffset? ShippedAt { get; init; }

    /// <summary>A status that a notification or a browser claims. It is not trusted: it only causes a search.</summary>
    public string? Claim { get; init; }
    /// <summary>Saved before each call that changes something. Only a usable answer removes it, so a restart searches, too.</summary>
    public bool MustSearch { get; init; }
    public DateTimeOffset? SearchedAt { get; init; }
    public DateTimeOffset? NextSearchAt { get; init; }

    /// <summary>No call before this time.</summary>
    public DateTimeOffset? PausedUntil { get; init; }
    /// <summary>Failed calls since the last that succeeded, searches not counted.</summary>
    public int FailedCalls { get; init; }
    public int FailedSearches { get; init; }

    /// <summary>From when the order is to be shipped; null: not yet.</summary>
    public DateTimeOffset? ShipFrom { get; init; }
    /// <summary>When the owner cancelled the order; null: never.</summary>
    public DateTimeOffset? CancelledAt { get; init; }
    /// <summary>When the owner asked for <see cref="NewAmount"/>; null: no change is pending.</summary>
    public DateTimeOffset? RepricedAt { get; init; }
    public int NewAmount { get; init; }

    /// <summary>The state as people see it. An open order that was cancelled is cancelled; if it is paid, it is refunded.</summary>
    public ShopOrderState ShownState => State == ShopOrderState.Open && CancelledAt is not null ? ShopOrderState.Cancelled : State;

    /// <summary>Whether the purchase cannot be paid under this OrderID any more.</summary>
    public bool IsUsedUp => State == ShopOrderState.Failed || (IsRequested && StartUrl.Length == 0);

    /// <summary>Whether the consumer can be sent to the wallet.</summary>
    public bool CanPay => State == ShopOrderState.Open && StartUrl.Length > 0;
}
