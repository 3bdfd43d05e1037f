namespace KantanSim.DemoShop;

/// <summary>What the shop's owner does with a completed payment. Each action can be repeated without harm.</summary>
internal class OrderActions(IdempotentCalls calls, Inquiries inquiries, Orders orders, OrderLocks locks)
{
    const string WrongState = "M01054004";

    /// <summary>Captures the whole authorised amount, then marks the order as delivered, once (step 10).</summary>
    public virtual Task Deliver(Order order) => Locked(order, async stored =>
    {
        // Ask again before anything is sent.
        stored = await inquiries.Ask(stored);
        if (stored.HasAmountMismatch || stored.CancelRequestedAt is not null) return;
        if (stored.State == OrderState.Paid)
            await calls.Run(stored, ApiRequest.Capture(stored), changed => changed.State >= OrderState.Captured);
        await orders.Change(stored.OrderId, (changed, now) => changed.Delivered(now));
    });

    /// <summary>
    /// Refunds the whole amount, or ends the subscription. A payment that is still open cannot be cancelled at the gateway: if the consumer
    /// pays after all, <see cref="OrderPoller"/> cancels it then.
    /// </summary>
    public virtual async Task Cancel(Order order)
    {
        await orders.Change(order.OrderId, (stored, now) => stored.WithCancelRequest(now));
        await FinishCancel(order);
    }

    /// <summary>Cancels the payment of an order that the shop has cancelled, if the gateway holds one.</summary>
    public Task FinishCancel(Order order) => Locked(order, async stored =>
    {
        if (stored.IsOpen) stored = await inquiries.Ask(stored);
        if (!stored.NeedsCancel) return;
        await calls.Run(stored, ApiRequest.Cancel(stored), changed => changed.State == OrderState.Cancelled);
        await orders.Change(stored.OrderId, (changed, now) => changed.AfterCancelCall(now));
    });

    /// <summary>Changes the price. The order keeps the old one until the gateway has the new one.</summary>
    public virtual Task Change(Order order, Price price) => Locked(order, async stored =>
    {
        stored = await orders.Change(stored.OrderId, (changed, now) => changed.WithRequestedPrice(price, now)) ?? stored;
        await calls.Run(stored, ApiRequest.Change(stored, price), changed => changed.Price == price && changed.NewPrice is null,
            (changed, answer, _) => Changed(changed, answer, price));
    });

    /// <summary>
    /// Cancels one month's charge. SearchTradeMulti does not report months: when a repeated call is refused because the month is cancelled
    /// already, the first call arrived.
    /// </summary>
    /// <param name="month">yyyyMM.</param>
    public Task CancelCharge(Order order, int month)
    {
        var answers = 0;
        return Locked(order, stored => calls.Run(
            stored, ApiRequest.CancelCharge(stored, month), changed => changed.MonthOf(month)?.Status == BillingMonth.Cancelled,
            (changed, answer, _) =>
            {
                answers++;
                var isCancelled = answer.IsSuccess || (answers > 1 && answer.Errors is [WrongState]);
                return isCancelled ? WithCancelledMonth(changed, month) : changed;
            }));
    }

    // The order as the action before left it.
    Task Locked(Order order, Func<Order, Task> act) => locks.Run(order.OrderId, async () =>
    {
        await act(orders.Find(order.OrderId) ?? order);
        return true;
    });

    static Order Changed(Order order, GatewayAnswer answer, Price price)
    {
        if (answer.IsSuccess && answer["Amount"] == $"{price.Amount}") return order.WithPrice(price);
        return answer.CanRetry ? order : order with { NewAmount = null, NewTax = null };
    }

    static Order WithCancelledMonth(Order order, int month) =>
        order.UpsertMonth(new(month, BillingMonth.Cancelled, order.MonthOf(month)?.Total ?? order.Total, ""));
}
