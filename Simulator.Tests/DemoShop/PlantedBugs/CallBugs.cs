using System.Text;
using KantanSim.Certificates;
using KantanSim.DemoShop;
using Microsoft.Extensions.DependencyInjection;
using Order = KantanSim.DemoShop.Order;

namespace KantanSim.Tests.DemoShop.PlantedBugs;

/// <summary>26: the order has a number already.</summary>
internal sealed class OrderIdIsUsedAgain(Orders orders, Checkout checkout, Inquiries inquiries, OrderLocks locks)
    : Purchases(orders, checkout, inquiries, locks)
{
    readonly Orders stored = orders;
    readonly Checkout counter = checkout;

    public override async Task<Order> PlaceAgain(Order order, PaymentVisit visit)
    {
        var again = await stored.Change(order.OrderId, (one, _) =>
            one with { State = OrderState.Created, AccessId = "", AccessPass = "" });
        return await counter.Open(again ?? order, visit);
    }
}

/// <summary>Calls once and looks for nothing.</summary>
internal abstract class CallsOnce(
    GatewayClient gateway, Orders orders, Inquiries inquiries, [FromKeyedServices(DemoShopSetup.Clock)] TimeProvider clock)
    : IdempotentCalls(gateway, orders, inquiries, clock)
{
    readonly GatewayClient calls = gateway;
    readonly Orders stored = orders;

    protected async Task<(Order Order, GatewayAnswer Answer)> CallOnce(
        Order order, ApiRequest call, Func<Order, GatewayAnswer, DateTimeOffset, Order>? apply)
    {
        var answer = await calls.Call(call);
        order = await stored.Change(order.OrderId, (one, now) =>
            (apply?.Invoke(one, answer, now) ?? one) with { Failure = answer.ToFailure(call.Api) }) ?? order;
        return (order, answer);
    }

    protected static bool IsOfCheckout(ApiRequest call) =>
        call.Api.StartsWith("Entry", StringComparison.Ordinal) || call.Api.StartsWith("Exec", StringComparison.Ordinal);

    protected async Task<Order> Fail(Order order) =>
        await stored.Change(order.OrderId, (one, now) => one.MovedTo(OrderState.Failed, now)) ?? order;
}

/// <summary>27: no answer is no payment.</summary>
internal sealed class TimeoutIsRefusal(
    GatewayClient gateway, Orders orders, Inquiries inquiries, [FromKeyedServices(DemoShopSetup.Clock)] TimeProvider clock)
    : CallsOnce(gateway, orders, inquiries, clock)
{
    public override async Task<Order> Run(
        Order order, ApiRequest call, Func<Order, bool> isDone, Func<Order, GatewayAnswer, DateTimeOffset, Order>? apply = null)
    {
        if (!IsOfCheckout(call)) return await base.Run(order, call, isDone, apply);
        var (after, answer) = await CallOnce(order, call, apply);
        return answer.Fault is null ? after : await Fail(after);
    }
}

/// <summary>28: calls once;</summary>
internal sealed class CheckoutCallsOnce(
    GatewayClient gateway, Orders orders, Inquiries inquiries, [FromKeyedServices(DemoShopSetup.Clock)] TimeProvider clock)
    : CallsOnce(gateway, orders, inquiries, clock)
{
    public override async Task<Order> Run(
        Order order, ApiRequest call, Func<Order, bool> isDone, Func<Order, GatewayAnswer, DateTimeOffset, Order>? apply = null) =>
        IsOfCheckout(call) ? (await CallOnce(order, call, apply)).Order : await base.Run(order, call, isDone, apply);
}

/// <summary>28: and after a timeout begins anew.</summary>
internal sealed class TimeoutStartsANewPurchase(Orders orders, Checkout checkout, Inquiries inquiries, OrderLocks locks)
    : Purchases(orders, checkout, inquiries, locks)
{
    const int Tries = 5;

    public override async Task<Order> Place(NewOrder purchase, PaymentVisit visit)
    {
        var order = await base.Place(purchase, visit);
        for (var times = 1; times < Tries && order.Failure is { Fault.Length: > 0 }; times++) order = await base.Place(purchase, visit);
        return order;
    }
}

/// <summary>29: tries until it works. The number ends the test, not the shop's patience.</summary>
internal sealed class RetriesWithoutEnd(
    GatewayClient gateway, Orders orders, Inquiries inquiries, [FromKeyedServices(DemoShopSetup.Clock)] TimeProvider clock)
    : CallsOnce(gateway, orders, inquiries, clock)
{
    const int End = 200;

    public override async Task<Order> Run(
        Order order, ApiRequest call, Func<Order, bool> isDone, Func<Order, GatewayAnswer, DateTimeOffset, Order>? apply = null)
    {
        for (var times = 0; times < End && !isDone(order); times++)
        {
            (order, var answer) = await CallOnce(order, call, apply);
            // What has taken effect is found by the usual way.
            if (answer.IsSuccess) return await base.Run(order, call, isDone, apply);
        }
        return order;
    }
}

/// <summary>36: HTTP 200 is success.</summary>
internal sealed class Http200IsSuccess(ServerAddress address, OutOfBandSources sources, DevCertificates? certificates = null)
    : GatewayClient(address, sources, certificates)
{
    protected override GatewayAnswer Read(byte[] body, string[] required) => base.Read(body, []) with { Errors = [], Fault = null };
}

/// <summary>36: so the payment is requested, and waits for the consumer.</summary>
internal sealed class AwaitsTheConsumer(Orders orders, Checkout checkout, Inquiries inquiries, OrderLocks locks)
    : Purchases(orders, checkout, inquiries, locks)
{
    public override Task<Order> PlaceAgain(Order order, PaymentVisit visit) =>
        order.State == OrderState.Paying ? Task.FromResult(order) : base.PlaceAgain(order, visit);
}

/// <summary>37: a refusal has one code.</summary>
internal sealed class OnlyTheFirstError(ServerAddress address, OutOfBandSources sources, DevCertificates? certificates = null)
    : GatewayClient(address, sources, certificates)
{
    protected override GatewayAnswer Read(byte[] body, string[] required)
    {
        var answer = base.Read(body, required);
        return answer with { Errors = [.. answer.Errors.Take(1)] };
    }
}

/// <summary>37: a gateway that is busy by that code is called again for a while.</summary>
internal sealed class CallsWhileBusy(
    GatewayClient gateway, Orders orders, Inquiries inquiries, [FromKeyedServices(DemoShopSetup.Clock)] TimeProvider clock)
    : CallsOnce(gateway, orders, inquiries, clock)
{
    const int Tries = 30;

    public override async Task<Order> Run(
        Order order, ApiRequest call, Func<Order, bool> isDone, Func<Order, GatewayAnswer, DateTimeOffset, Order>? apply = null)
    {
        for (var times = 1; times < Tries; times++)
        {
            (order, var answer) = await CallOnce(order, call, apply);
            if (answer.Fault is not null || !answer.CanRetry) return isDone(order) ? order : await base.Run(order, call, isDone, apply);
        }
        return order;
    }
}

/// <summary>38: the fields are UTF-8, as everywhere.</summary>
internal sealed class Utf8Fields(ServerAddress address, OutOfBandSources sources, DevCertificates? certificates = null)
    : GatewayClient(address, sources, certificates)
{
    protected override byte[] Encode(IEnumerable<KeyValuePair<string, string>> fields) => Encoding.ASCII.GetBytes(
        string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}")));
}
