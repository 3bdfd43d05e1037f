namespace KantanSim.DemoShop;

/// <summary>How far an order has come. The order of this list is the rule: an order moves down it and never up.</summary>
internal enum OrderState { Created, Paying, Expired, Failed, Paid, Captured, Subscribed, Cancelled }

/// <summary>What the gateway's statuses mean to the shop.</summary>
internal static class OrderStateMapping
{
    /// <summary>Null for a status that nobody has heard of: the order stays as it is.</summary>
    public static OrderState? FromGatewayStatus(string status) => status switch
    {
        "UNPROCESSED"                 => OrderState.Created,
        "REQSUCCESS" or "AUTHPROCESS" => OrderState.Paying,
        "AUTH"                        => OrderState.Paid,
        "CAPTURE" or "SALES"          => OrderState.Captured,
        "REGISTER"                    => OrderState.Subscribed,
        "CANCEL" or "END"             => OrderState.Cancelled,
        "PAYFAIL"                     => OrderState.Failed,
        "EXPIRED"                     => OrderState.Expired,
        _                             => null,
    };
}
