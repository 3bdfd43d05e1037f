using System.Collections.Concurrent;
using KantanSim.DemoShop;
using KantanSim.Protocol;
using Order = KantanSim.DemoShop.Order;

namespace KantanSim.Tests.DemoShop.PlantedBugs;

/// <summary>Captures and sends the goods as soon as an order is paid, without looking whether they are sent already.</summary>
internal sealed class Dispatch(ActionParts parts)
{
    public async Task Ship(Order order)
    {
        order = await parts.Inquiries.Ask(order);
        if (order.State == OrderState.Paid)
            order = await parts.Calls.Run(order, ApiRequest.Capture(order), stored => stored.State >= OrderState.Captured);
        if (order.State == OrderState.Captured) await parts.Orders.SendParcel(order);
    }
}

/// <summary>7: ships when the notification comes, and</summary>
internal sealed class ShipsAtNotice(ReceiverParts parts, Dispatch dispatch) : NaiveReceiver(parts)
{
    protected override async Task<NotificationReply> Handle(Request notification)
    {
        var reply = await HandleWell(notification);
        if (FindExactly(notification) is { } order && Plants.IsResult(notification)) await dispatch.Ship(order);
        return reply;
    }
}

/// <summary>7: when the browser returns.</summary>
internal sealed class ShipsAtReturn(Orders orders, Inquiries inquiries, Dispatch dispatch) : ReturnReceiver(orders, inquiries)
{
    public override async Task<Order?> Receive(Request form)
    {
        var order = await base.Receive(form);
        if (order is not null && Plants.IsResult(form)) await dispatch.Ship(order);
        return order;
    }
}

/// <summary>
/// 8: looks whether the goods are sent, and orders them from the warehouse, which sends them later without a second look.
/// </summary>
internal sealed class ChecksThenActs(ReceiverParts parts, WarehouseQueue queue) : NaiveReceiver(parts)
{
    protected override async Task<NotificationReply> Handle(Request notification)
    {
        var reply = await HandleWell(notification);
        if (FindExactly(notification) is { IsDelivered: false } order && Plants.IsResult(notification)) queue.Orders.Enqueue(order);
        return reply;
    }
}

/// <summary>What the warehouse has to send.</summary>
internal sealed class WarehouseQueue
{
    public ConcurrentQueue<Order> Orders { get; } = [];
}

/// <summary>8: the warehouse sends what was ordered.</summary>
internal sealed class SendsTheQueue(PollerParts parts, WarehouseQueue queue, Dispatch dispatch) : NaivePoller(parts)
{
    protected override async Task<IReadOnlyList<Order>> FindDueOrders(DateTimeOffset now)
    {
        while (queue.Orders.TryDequeue(out var order)) await dispatch.Ship(order);
        return await base.FindDueOrders(now);
    }
}

/// <summary>9: remembers in memory which notifications were handled. A restart forgets it.</summary>
internal sealed class DedupesInMemory(ReceiverParts parts, Dispatch dispatch) : NaiveReceiver(parts), IHoldsInMemory
{
    readonly ConcurrentDictionary<string, bool> handled = [];

    public void Forget() => handled.Clear();

    protected override async Task<NotificationReply> Handle(Request notification)
    {
        if (!handled.TryAdd($"{notification["AccessID"]} {notification["Status"]}", true)) return NotificationReply.Ok;
        var reply = await HandleWell(notification);
        if (FindExactly(notification) is { } order && Plants.IsResult(notification)) await dispatch.Ship(order);
        return reply;
    }
}

/// <summary>10: a payment that was notified once needs no second notification, whatever it says.</summary>
internal sealed class DedupesByAccessId(ReceiverParts parts) : NaiveReceiver(parts)
{
    protected override async Task<NotificationReply> Handle(Request notification) =>
        Find(notification) is { ReportCount: > 0 } ? NotificationReply.Ok : await HandleWell(notification);
}

/// <summary>11: the last notification is the newest.</summary>
internal sealed class MovesBackward(ReceiverParts parts) : NaiveReceiver(parts)
{
    protected override async Task<NotificationReply> Handle(Request notification)
    {
        if (FindExactly(notification) is not { } order || OrderStateMapping.FromGatewayStatus(notification["Status"]) is not { } state)
            return await HandleWell(notification);
        await Shop.Orders.Change(order.OrderId, (stored, _) => stored with { State = state });
        return NotificationReply.Ok;
    }
}
