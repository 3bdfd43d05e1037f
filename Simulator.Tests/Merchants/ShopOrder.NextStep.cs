namespace KantanSim.Tests.Merchants;

/// <summary>What a shop does next with an order: nothing, a gateway call, or a change of its own records.</summary>
internal enum ShopStep { None, Search, Register, Request, Sell, Cancel, Change, Deliver, GiveUp, LetGo }

/// <summary>The next step is a function of what is stored. So a restart goes on where the shop was.</summary>
internal sealed partial record ShopOrder
{
    /// <summary>An authorisation that is not shipped is cancelled after this time, well before its validity of 60 days ends.</summary>
    public static readonly TimeSpan KeepsAuthorisation = TimeSpan.FromDays(45);

    public ShopStep NextStep(DateTimeOffset now)
    {
        if (PausedUntil > now) return ShopStep.None;
        if (IsSearchDue(now)) return ShopStep.Search;
        return State switch
        {
            ShopOrderState.Open => NextBeforePayment(),
            ShopOrderState.Paid or ShopOrderState.Shipped => NextAfterPayment(now),
            _ => ShopStep.None,
        };
    }

    /// <summary>The next time after <paramref name="now"/> at which a step may be due by itself; null: never.</summary>
    public DateTimeOffset? NextDueAfter(DateTimeOffset now)
    {
        DateTimeOffset?[] times = State switch
        {
            ShopOrderState.Open => [PausedUntil, NextSearchAt],
            ShopOrderState.Paid => [PausedUntil, ShipFrom, PaidSince + KeepsAuthorisation],
            _ => [PausedUntil],
        };
        return times.Where(time => time > now).Min();
    }

    bool IsRequested => GatewayStatus is not ("" or "UNPROCESSED");

    bool IsSearchDue(DateTimeOffset now) =>
        MustSearch
        || (Claim is not null && Claim != GatewayStatus)
        || (State == ShopOrderState.Open && NextSearchAt <= now);

    // A request whose answer was lost is not repeated: its StartURL is lost, and the consumer needs a new order.
    ShopStep NextBeforePayment()
    {
        if (IsRequested) return ShopStep.None;
        if (CancelledAt is not null) return ShopStep.GiveUp;
        return AccessId.Length == 0 ? ShopStep.Register : ShopStep.Request;
    }

    ShopStep NextAfterPayment(DateTimeOffset now)
    {
        if (CancelledAt is { } cancelled) return AfterSearchSince(cancelled, ShopStep.Cancel);
        if (AmountDiffers) return ShopStep.None;
        if (RepricedAt is { } repriced) return AfterSearchSince(repriced, ShopStep.Change);
        if (State == ShopOrderState.Shipped) return ShopStep.None;
        if (ShipFrom <= now) return AfterSearchSince(ShipFrom.Value, GatewayStatus == "AUTH" ? ShopStep.Sell : ShopStep.Deliver);
        return ShipFrom is null && IsAuthorisationOld(now) ? ShopStep.LetGo : ShopStep.None;
    }

    bool IsAuthorisationOld(DateTimeOffset now) => GatewayStatus == "AUTH" && PaidSince + KeepsAuthorisation <= now;

    // The gateway's state may have changed since the last search.
    ShopStep AfterSearchSince(DateTimeOffset time, ShopStep step) => SearchedAt >= time ? step : ShopStep.Search;
}
