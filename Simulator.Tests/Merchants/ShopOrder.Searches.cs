namespace KantanSim.Tests.Merchants;

/// <summary>What a search changes. Only a search, or the answer to the shop's own call, moves an order.</summary>
internal sealed partial record ShopOrder
{
    /// <summary>Applies the answer to a search. The state changes only if the gateway has this payment at this amount.</summary>
    /// <param name="sent">The order when the search was sent: a claim since then needs another search.</param>
    /// <param name="interval">Time until the next search, if the payment stays open.</param>
    public ShopOrder AfterSearch(GatewayReply reply, ShopOrder sent, DateTimeOffset now, TimeSpan interval)
    {
        if (!reply.IsSuccess && !reply.IsUnknownOrder)
            return this with { FailedSearches = FailedSearches + 1, PausedUntil = now + Pause(FailedSearches) };
        var searched = this with
        {
            MustSearch = false,
            Claim = Claim == sent.Claim ? null : Claim,
            FailedSearches = 0,
            SearchedAt = now,
            NextSearchAt = now + interval,
        };
        return reply.IsSuccess ? searched.WithPayment(reply, now) : searched;
    }

    /// <summary>Records what a notification or a browser claims, unless the gateway has said the same already.</summary>
    public ShopOrder Claimed(string status) => status == GatewayStatus ? this : this with { Claim = status };

    public ShopOrder Delivered(DateTimeOffset now) =>
        State == ShopOrderState.Paid ? this with { State = ShopOrderState.Shipped, ShippedAt = now, ShipFrom = null } : this;

    public ShopOrder MovedTo(ShopOrderState state) => state > State ? this with { State = state } : this;

    ShopOrder WithPayment(GatewayReply reply, DateTimeOffset now)
    {
        if (AccessId.Length > 0 && AccessId != reply["AccessID"]) return this;
        var known = this with { AccessId = reply["AccessID"], AccessPass = reply["AccessPass"] };
        // The answer to the change was lost.
        if (RepricedAt is not null && reply.Total == NewAmount) known = known with { Amount = NewAmount, RepricedAt = null };
        if (reply.Total != known.Amount) return known with { AmountDiffers = true };
        known = known.WithStatus(reply["Status"]) with { AmountDiffers = false };
        return known.State == ShopOrderState.Paid ? known with { PaidSince = PaidSince ?? now } : known;
    }

    ShopOrder WithStatus(string status) => (this with { GatewayStatus = status }).MovedTo(status switch
    {
        "AUTH" or "CAPTURE" or "SALES" => ShopOrderState.Paid,
        "PAYFAIL" or "EXPIRED" => ShopOrderState.Failed,
        "CANCEL" => ShopOrderState.Cancelled,
        _ => ShopOrderState.Open,
    });
}
