using KantanSim.DemoShop;
using KantanSim.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Order = KantanSim.DemoShop.Order;

namespace KantanSim.Tests.DemoShop.PlantedBugs;

/// <summary>How bugs are planted: a service of the shop is replaced by one that makes the mistake.</summary>
internal static class Plants
{
    /// <summary>Replaces a service.</summary>
    public static IServiceCollection Put<TService, TBug>(this IServiceCollection services)
        where TService : class
        where TBug : class, TService => services.AddSingleton<TService, TBug>();

    /// <summary>Replaces a service by one that holds something in memory only.</summary>
    public static IServiceCollection PutForgetful<TService, TBug>(this IServiceCollection services)
        where TService : class
        where TBug : class, TService, IHoldsInMemory => services
        .AddSingleton<TService, TBug>()
        .AddSingleton<IHoldsInMemory>(provider => (TBug)provider.GetRequiredService<TService>());

    /// <summary>The shop learns results by notifications alone: without it, a second way would repair what the bug does.</summary>
    public static IServiceCollection PutNotificationOnly(this IServiceCollection services) => services
        .AddSingleton<ReturnReceiver, IgnoredReturn>()
        .AddSingleton<OrderPoller, ReportedOrdersOnly>();

    /// <summary>The shop learns results by notifications and by the browser's return: no job of its own asks.</summary>
    public static IServiceCollection PutNoJob(this IServiceCollection services) => services.AddSingleton<OrderPoller, ReportedOrdersOnly>();

    /// <summary>Adds what the classes of bugs are made of.</summary>
    public static IServiceCollection PutParts(this IServiceCollection services) =>
        services.AddSingleton<ReceiverParts>().AddSingleton<ActionParts>().AddSingleton<PollerParts>();

    /// <summary>Believes a status that somebody has reported.</summary>
    public static Task Believe(this Orders orders, Order order, string status) => orders.Change(order.OrderId, (stored, now) =>
        OrderStateMapping.FromGatewayStatus(status) is { } state ? stored.MovedTo(state, now) : stored);

    /// <summary>Hands a parcel to the carrier, whether or not there was one before.</summary>
    public static Task SendParcel(this Orders orders, Order order) =>
        orders.Change(order.OrderId, (stored, now) => stored with { Deliveries = stored.Deliveries.Add(now) });

    /// <summary>The price that a notification has, tax included.</summary>
    public static int Total(this Request notification) => Yen(notification["Amount"]) + Yen(notification["Tax"]);

    public static int Yen(string text) => int.TryParse(text, out var yen) ? yen : 0;

    /// <summary>What the card paid by the answer to a search: the price without points and coupons, in yen.</summary>
    public static int CardPart(GatewayAnswer answer) => Yen(answer["Amount"]) + Yen(answer["Tax"])
        - Yen(answer["RcUsePoint"]) - Yen(answer["RcUseCoupon"]) - Yen(answer["RcUseShopCoupon"]);

    public static bool IsCancelled(Order order) => order.State == OrderState.Cancelled || order.CancelRequestedAt is not null;

    /// <summary>Whether a notification or a return says that the consumer has paid.</summary>
    public static bool IsResult(Request message) => message["Status"] is "AUTH" or "CAPTURE";

    public static bool IsPaid(string status) => status is "AUTH" or "CAPTURE" or "SALES";
}
