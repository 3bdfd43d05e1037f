#pragma warning disable format // aligned tables
namespace KantanSim.DemoShop.Api;

/// <summary>An order's state in a merchant's words.</summary>
internal static class OrderStatus
{
    public static string Of(Order order) => order.State switch
    {
        _ when order.CancelRequestedAt is not null => "cancelled",
        OrderState.Created                         => "created",
        OrderState.Paying                          => "paying",
        OrderState.Expired                         => "expired",
        OrderState.Failed                          => "failed",
        OrderState.Captured when order.IsDelivered => "delivered",
        OrderState.Paid or OrderState.Captured     => "paid",
        OrderState.Subscribed                      => "subscribed",
        _                                          => "cancelled",
    };
}
