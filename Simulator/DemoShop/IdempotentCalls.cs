namespace KantanSim.DemoShop;

/// <summary>
/// Has the gateway do something once, whatever becomes of its answers: call; look whether it is done; call again only while
/// nobody can say, with growing pauses and not for ever.
/// </summary>
internal sealed class IdempotentCalls(GatewayClient gateway, Orders orders, Inquiries inquiries, TimeProvider clock)
{
    // Short, for the consumer waits. What stays open after them is asked for by the Watch, or begun again by a person.
    static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(150), TimeSpan.FromMilliseconds(450)];

    /// <param name="done">Whether the order shows that it is done.</param>
    /// <param name="book">Takes into the books what an answer says by itself.</param>
    public async Task<Order> Run(Order order, ApiRequest call, Func<Order, bool> done, Func<Order, GatewayAnswer, DateTimeOffset, Order>? book = null)
    {
        for (var tries = 0; ; tries++)
        {
            var answer = await gateway.Call(call);
            if (book is not null) order = await Change(order, (kept, now) => book(kept, answer, now));
            if (!done(order)) order = await inquiries.Ask(order);
            order = await Change(order, (kept, _) => kept with { Trouble = done(kept) ? null : answer.TroubleWith(call.Api) });
            if (done(order) || !answer.CanRetry || tries == Pauses.Length) return order;
            await Task.Delay(Pauses[tries], clock);
        }
    }

    async Task<Order> Change(Order order, Func<Order, DateTimeOffset, Order> change) => await orders.Change(order.OrderId, change) ?? order;
}
