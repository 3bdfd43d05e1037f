#pragma warning disable format // aligned tables
namespace KantanSim.DemoShop;

/// <summary>How far an order has come. An order moves down this list and never up.</summary>
internal enum OrderState { Created, Paying, Expired, Failed, Paid, Captured, Subscribed, Cancelled }

/// <summary>Maps the gateway's statuses to the shop's states.</summary>
internal static class OrderStateMapping
{
    /// <returns>Null for an unknown status: the order stays as it is.</returns>
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
