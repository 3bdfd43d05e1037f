using KantanSim.DemoShop;
using KantanSim.Protocol;
using Order = KantanSim.DemoShop.Order;

namespace KantanSim.Tests.DemoShop.PlantedBugs;

/// <summary>1: the browser says that it has paid.</summary>
internal sealed class ReturnIsTrusted(Orders orders, Inquiries inquiries) : ReturnReceiver(orders, inquiries)
{
    readonly Orders shop = orders;

    public override async Task<Order?> Receive(Request form)
    {
        if (shop.Find(form["OrderID"]) is { } order) await shop.Believe(order, form["Status"]);
        return await base.Receive(form);
    }
}

/// <summary>2: the notification has the right order, pair and amount, so its status must be true.</summary>
internal sealed class NoticeIsTrusted(ReceiverParts parts) : NaiveReceiver(parts)
{
    protected override async Task<NotificationReply> Handle(Request notification)
    {
        if (FindExactly(notification) is { } order) await Shop.Orders.Believe(order, notification["Status"]);
        return await HandleWell(notification);
    }
}

/// <summary>3: what the notification says was paid is the order's price.</summary>
internal sealed class AmountIsNotCompared(ReceiverParts parts) : NaiveReceiver(parts)
{
    protected override async Task<NotificationReply> Handle(Request notification)
    {
        if (Find(notification) is not { } order || !Plants.IsPaid(notification["Status"])) return await HandleWell(notification);
        var paid = new Price(Plants.Yen(notification["Amount"]), Plants.Yen(notification["Tax"]));
        await Shop.Orders.Change(order.OrderId, (stored, now) => stored.WithPrice(paid).MovedTo(OrderState.Paid, now));
        return NotificationReply.Ok;
    }
}

/// <summary>4: nobody else knows the URL, so the notification must be for this shop.</summary>
internal sealed class ShopIdIsNotCompared(ReceiverParts parts) : NaiveReceiver(parts)
{
    protected override async Task<NotificationReply> Handle(Request notification)
    {
        if (Find(notification) is { } order && order.Total == notification.Total())
            await Shop.Orders.Believe(order, notification["Status"]);
        return await HandleWell(notification);
    }
}

/// <summary>5: the OrderID is enough; the AccessID is not compared with the order's.</summary>
internal sealed class PairIsNotCompared(ReceiverParts parts) : NaiveReceiver(parts)
{
    protected override async Task<NotificationReply> Handle(Request notification)
    {
        if (notification["ShopID"] == Shop.Gateway.ShopId && Find(notification) is { } order)
            await Shop.Orders.Believe(order, notification["Status"]);
        return await HandleWell(notification);
    }
}

/// <summary>6: a payment without an order must have lost it: one is made.</summary>
internal sealed class UnknownNoticeMakesAnOrder(ReceiverParts parts) : NaiveReceiver(parts)
{
    protected override async Task<NotificationReply> Handle(Request notification)
    {
        if (Find(notification) is { } known && known.AccessId == notification["AccessID"]) return await HandleWell(notification);
        var price = new Price(Plants.Yen(notification["Amount"]), Plants.Yen(notification["Tax"]));
        var order = await Shop.Orders.Add(new("pot", "?", price, notification["JobCd"], null));
        await ((TestOrders)Shop.Orders).Import(order with
        {
            OrderId = notification["OrderID"],
            AccessId = notification["AccessID"],
            State = OrderState.Paid,
        });
        return NotificationReply.Ok;
    }
}
