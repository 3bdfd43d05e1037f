namespace KantanSim.DemoShop;

/// <summary>What the shop's owner does with a completed payment. Each action can be repeated without harm.</summary>
internal sealed class OrderActions(IdempotentCalls calls, Inquiries inquiries, Orders orders)
{
    const string WrongState = "M01054004";

    /// <summary>Captures the whole authorised amount, then marks the order as delivered, once (step 10).</summary>
    public async Task Deliver(Order order)
    {
        // Ask again before anything is sent.
        order = await inquiries.Ask(order);
        if (order.HasAmountMismatch) return;
        if (order.State == OrderState.Paid)
            order = await calls.Run(order, ApiRequest.Capture(order), stored => stored.State >= OrderState.Captured);
        await orders.Change(order.OrderId, Delivered);
    }

    /// <summary>Refunds the whole amount, or ends the subscription.</summary>
    public Task Cancel(Order order) =>
        order.State == OrderState.Cancelled
            ? Task.CompletedTask
            : calls.Run(order, ApiRequest.Cancel(order), stored => stored.State == OrderState.Cancelled);

    /// <summary>Changes the price. The order keeps the old one until the gateway has the new one.</summary>
    /// <param name="amount">Yen, without tax.</param>
    public async Task Change(Order order, int amount)
    {
        order = await orders.Change(order.OrderId, (stored, now) => stored.WithCurrentMonth(now) with { NewAmount = amount }) ?? order;
        await calls.Run(order, ApiRequest.Change(order, amount), stored => stored.Amount == amount && stored.NewAmount is null,
            (stored, answer, _) => Changed(stored, answer, amount));
    }

    /// <summary>
    /// Cancels one month's charge. SearchTradeMulti does not report months: when a repeated call is refused because the month is cancelled
    /// already, the first call arrived.
    /// </summary>
    /// <param name="month">yyyyMM.</param>
    public Task CancelCharge(Order order, int month)
    {
        var answers = 0;
        return calls.Run(order, ApiRequest.CancelCharge(order, month), stored => stored.MonthOf(month)?.Status == BillingMonth.Cancelled,
            (stored, answer, _) =>
            {
                answers++;
                var isCancelled = answer.IsSuccess || (answers > 1 && answer.Errors is [WrongState]);
                return isCancelled ? WithCancelledMonth(stored, month) : stored;
            });
    }

    static Order Delivered(Order order, DateTimeOffset now) =>
        order.State == OrderState.Captured ? order with { DeliveredAt = order.DeliveredAt ?? now } : order;

    static Order Changed(Order order, GatewayAnswer answer, int amount)
    {
        if (answer.IsSuccess && answer["Amount"] == $"{amount}")
            return order with { Amount = amount, Tax = Product.TaxOn(amount), NewAmount = null };
        return answer.CanRetry ? order : order with { NewAmount = null };
    }

    static Order WithCancelledMonth(Order order, int month) =>
        order.UpsertMonth(new(month, BillingMonth.Cancelled, order.MonthOf(month)?.Total ?? order.Total, ""));
}
