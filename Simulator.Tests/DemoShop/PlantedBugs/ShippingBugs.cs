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

/// <summary>8: looks whether the goods are sent, then calls the warehouse, which is slow. The next notification comes meanwhile.</summary>
internal sealed class ChecksThenActs(ReceiverParts parts, Dispatch dispatch) : NaiveReceiver(parts)
{
    // Stands for the warehouse: it answers when the same order is asked for again, or after a while.
    static readonly TimeSpan SlowAnswer = TimeSpan.FromMilliseconds(400);

    readonly ConcurrentDictionary<string, TaskCompletionSource> calls = [];

    protected override async Task<NotificationReply> Handle(Request notification)
    {
        var reply = await HandleWell(notification);
        if (FindExactly(notification) is not { IsDelivered: false } order || !Plants.IsResult(notification)) return reply;
        await CallWarehouse(order.OrderId);
        await dispatch.Ship(order);
        return reply;
    }

    async Task CallWarehouse(string orderId)
    {
        var own = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = calls.GetOrAdd(orderId, own);
        if (first != own) first.TrySetResult();
        else await Task.WhenAny(own.Task, Task.Delay(SlowAnswer));
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
