namespace KantanSim.DemoShop;

/// <summary>
/// Makes a call take effect once, even if answers are lost: call; ask whether it is done; repeat only while the outcome is unknown, with
/// backoff and a limit.
/// </summary>
internal class IdempotentCalls(
    GatewayClient gateway, Orders orders, Inquiries inquiries, [FromKeyedServices(DemoShopSetup.Clock)] TimeProvider clock)
{
    // Short, because the consumer waits. What is still open afterwards is left to OrderPoller, or repeated by a person.
    static readonly TimeSpan[] Backoff = [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(150), TimeSpan.FromMilliseconds(450)];

    /// <param name="isDone">Whether the order shows that the call took effect.</param>
    /// <param name="apply">Changes the order by the call's own answer, before the inquiry.</param>
    /// <returns>The order as it is stored afterwards.</returns>
    public virtual async Task<Order> Run(
        Order order, ApiRequest call, Func<Order, bool> isDone, Func<Order, GatewayAnswer, DateTimeOffset, Order>? apply = null)
    {
        for (var attempt = 0; ; attempt++)
        {
            var answer = await gateway.Call(call);
            if (apply is not null) order = await Change(order, (stored, now) => apply(stored, answer, now));
            if (!isDone(order)) order = await inquiries.Ask(order);
            order = await Change(order, (stored, _) => stored with { Failure = isDone(stored) ? null : answer.ToFailure(call.Api) });
            if (isDone(order) || !answer.CanRetry || attempt == Backoff.Length) return order;
            await Task.Delay(Backoff[attempt], clock);
        }
    }

    async Task<Order> Change(Order order, Func<Order, DateTimeOffset, Order> change) => await orders.Change(order.OrderId, change) ?? order;
}
