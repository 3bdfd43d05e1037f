using KantanSim.DemoShop;
using KantanSim.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Order = KantanSim.DemoShop.Order;

namespace KantanSim.Tests.DemoShop.PlantedBugs;

/// <summary>What a receiver of notifications is made of.</summary>
internal sealed record ReceiverParts(Orders Orders, Inquiries Inquiries, GatewayClient Gateway, ILogger<NotificationReceiver> Log);

/// <summary>A receiver of notifications with a mistake. It handles the connectivity test well unless the mistake is there.</summary>
internal abstract class NaiveReceiver(ReceiverParts parts)
    : NotificationReceiver(parts.Orders, parts.Inquiries, parts.Gateway, parts.Log)
{
    protected ReceiverParts Shop => parts;

    public override async Task<NotificationReply> Receive(Request? notification)
    {
        if (notification is null || notification["ErrCode"] == "E00") return await base.Receive(notification);
        return await Handle(notification);
    }

    protected abstract Task<NotificationReply> Handle(Request notification);

    /// <summary>What the shop does without the mistake.</summary>
    protected Task<NotificationReply> HandleWell(Request notification) => base.Receive(notification);

    /// <summary>The order that a notification names rightly in every field; null when there is none.</summary>
    protected Order? FindExactly(Request notification) =>
        notification["ShopID"] == parts.Gateway.ShopId && Find(notification) is { } order && order.AccessId == notification["AccessID"]
            && order.Total == notification.Total() ? order : null;

    protected Order? Find(Request notification) => parts.Orders.Find(notification["OrderID"]);
}

/// <summary>What the shop's actions are made of.</summary>
internal sealed record ActionParts(IdempotentCalls Calls, Inquiries Inquiries, Orders Orders, OrderLocks Locks, GatewayClient Gateway);

/// <summary>Actions of the shop's owner with a mistake in one of them.</summary>
internal abstract class NaiveActions(ActionParts parts) : OrderActions(parts.Calls, parts.Inquiries, parts.Orders, parts.Locks)
{
    protected ActionParts Shop => parts;

    /// <summary>Applies the answer of a call that ought to set a status.</summary>
    protected Task Apply(Order order, GatewayAnswer answer) => parts.Orders.Change(order.OrderId, (stored, now) =>
        answer.IsSuccess && OrderStateMapping.FromGatewayStatus(answer["Status"]) is { } state ? stored.MovedTo(state, now) : stored);
}

/// <summary>What the shop's background work is made of.</summary>
internal sealed record PollerParts(
    Inquiries Inquiries, Orders Orders, OrderActions Actions, ChargeFileImporter Charges,
    [FromKeyedServices(DemoShopSetup.Clock)] TimeProvider Clock);

/// <summary>Background work with a mistake.</summary>
internal abstract class NaivePoller(PollerParts parts)
    : OrderPoller(parts.Inquiries, parts.Orders, parts.Actions, parts.Charges, parts.Clock)
{
    protected PollerParts Shop => parts;

    /// <summary>Whether the newest report makes an inquiry due, and not the shop's own interval.</summary>
    protected static bool IsReported(Order order) =>
        order.Reports is [.., { Confirmed: "" } newest] && order.NextInquiryAt <= newest.At;
}

/// <summary>Shows the order's page and does nothing else.</summary>
internal sealed class IgnoredReturn(Orders orders, Inquiries inquiries) : ReturnReceiver(orders, inquiries)
{
    readonly Orders stored = orders;

    public override Task<Order?> Receive(Request form) => Task.FromResult(stored.Find(form["OrderID"]));
}

/// <summary>Asks only for orders that somebody has reported.</summary>
internal sealed class ReportedOrdersOnly(PollerParts parts) : NaivePoller(parts)
{
    protected override async Task<IReadOnlyList<Order>> FindDueOrders(DateTimeOffset now) =>
        [.. (await base.FindDueOrders(now)).Where(IsReported)];
}
