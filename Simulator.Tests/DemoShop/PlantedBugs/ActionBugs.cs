using KantanSim.DemoShop;
using Order = KantanSim.DemoShop.Order;

namespace KantanSim.Tests.DemoShop.PlantedBugs;

/// <summary>30: no answer: the same call again. Its refusal then is the answer.</summary>
internal sealed class SellsAgainAfterATimeout(ActionParts parts) : NaiveActions(parts)
{
    const int Tries = 3;

    public override async Task Deliver(Order order)
    {
        if (order.State != OrderState.Paid) return;
        var answer = await Shop.Gateway.Call(ApiRequest.Capture(order));
        for (var times = 1; times < Tries && answer.Fault is not null; times++)
            answer = await Shop.Gateway.Call(ApiRequest.Capture(order));
        await Apply(order, answer);
        await Shop.Orders.Change(order.OrderId, (stored, now) =>
            (answer.IsSuccess ? stored.Delivered(now) : stored) with { Failure = answer.ToFailure("RecruitSales") });
    }
}

/// <summary>31: the parcel goes out, and then the sale is called.</summary>
internal sealed class ShipsBeforeTheSale(ActionParts parts) : NaiveActions(parts)
{
    public override async Task Deliver(Order order)
    {
        if (order.State == OrderState.Paid && !order.IsDelivered) await Shop.Orders.SendParcel(order);
        await base.Deliver(order);
    }
}

/// <summary>32: the sale is called, and then the parcel goes out.</summary>
internal sealed class ShipsOnARefusedSale(ActionParts parts) : NaiveActions(parts)
{
    public override async Task Deliver(Order order)
    {
        if (order.State != OrderState.Paid || order.IsDelivered) return;
        await Apply(order, await Shop.Gateway.Call(ApiRequest.Capture(order)));
        await Shop.Orders.SendParcel(order);
    }
}

/// <summary>33: each press of the button refunds. The cancel had no answer: the customer gets the money by bank transfer.</summary>
internal sealed class RefundsTwice(ActionParts parts) : NaiveActions(parts)
{
    public override async Task Cancel(Order order)
    {
        if (order.State is not (OrderState.Paid or OrderState.Captured or OrderState.Cancelled)) return;
        var answer = await Shop.Gateway.Call(ApiRequest.Cancel(order));
        await Apply(order, answer);
        if (answer.Fault is null) return;
        await base.Cancel(order);
        await Shop.Orders.Change(order.OrderId, (stored, _) => stored with { Refunded = stored.Refunded + stored.Total });
    }
}

/// <summary>34: the new price is the shop's own matter. The sale has no amount.</summary>
internal sealed class CapturesTheOldTotal(ActionParts parts) : NaiveActions(parts)
{
    public override Task Change(Order order, Price price) =>
        Shop.Orders.Change(order.OrderId, (stored, _) => stored.WithPrice(price));

    public override async Task Deliver(Order order)
    {
        if (order.State != OrderState.Paid || order.IsDelivered) return;
        var answer = await Shop.Gateway.Call(ApiRequest.Capture(order));
        await Apply(order, answer);
        if (answer.IsSuccess) await Shop.Orders.SendParcel(order);
    }
}

/// <summary>35: the money is there: the parcel goes out.</summary>
internal sealed class NeverCaptures(ActionParts parts) : NaiveActions(parts)
{
    public override async Task Deliver(Order order)
    {
        if (order.State is OrderState.Paid or OrderState.Captured && !order.IsDelivered) await Shop.Orders.SendParcel(order);
    }
}
