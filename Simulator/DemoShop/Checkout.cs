namespace KantanSim.DemoShop;

/// <summary>The way of an order to the wallet: steps 2 and 5. It may be begun again at any point.</summary>
internal sealed class Checkout(IdempotentCalls errands)
{
    /// <summary>Registers and requests the payment, as far as that is not done. The consumer can pay when it went well.</summary>
    /// <param name="returnUrl">Where the browser comes back to.</param>
    /// <param name="under">The scheme and the name to ask the gateway under; null for its own.</param>
    /// <param name="seen">A URL of the gateway as the browser reaches it.</param>
    /// <param name="scenario">The simulator's scenario to play; empty for none.</param>
    public async Task<Order> Open(Order order, string returnUrl, Uri? under, Func<string, string> seen, string scenario = "")
    {
        if (!IsRegistered(order)) order = await errands.Run(order, ApiRequest.Register(order) with { Scenario = scenario }, IsRegistered, Registered);
        return order.State == OrderState.Created && IsRegistered(order)
            ? await errands.Run(order, ApiRequest.Request(order, returnUrl) with { HostOverride = under }, IsRequested, (kept, answer, now) => Requested(kept, answer, now, seen)) : order;
    }

    // OrderIDs are ours alone, so "used before" (M01004010) speaks of our own call whose answer was lost: asking brings its AccessID.
    static bool IsRegistered(Order order) => order.AccessId.Length > 0;

    static Order Registered(Order order, GatewayAnswer answer, DateTimeOffset now) =>
        answer.IsSuccess ? order with { AccessId = answer["AccessID"], AccessPass = answer["AccessPass"] } : order;

    // A request whose answer was lost is done as well, but nobody can pay without its Token: that takes a new order.
    static bool IsRequested(Order order) => order.State > OrderState.Created;

    static Order Requested(Order order, GatewayAnswer answer, DateTimeOffset now, Func<string, string> seen) => !answer.IsSuccess ? order
        : order.MovedTo(OrderState.Paying, now) with { Token = answer["Token"], StartUrl = seen(answer["StartURL"]), AskAt = now + Order.PaymentLook };
}
