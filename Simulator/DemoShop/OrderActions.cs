namespace KantanSim.DemoShop;

/// <summary>What the shop's owner does with a payment that is made. Each may be pressed twice.</summary>
internal sealed class OrderActions(IdempotentCalls errands, Inquiries inquiries, Orders orders)
{
    const string WrongState = "M01054004";

    /// <summary>Takes the whole authorised amount, then lets the goods go out, once (step 10).</summary>
    public async Task Deliver(Order order)
    {
        // Looked at again before anything leaves the house.
        order = await inquiries.Ask(order);
        if (order.IsAtOdds) return;
        if (order.State == OrderState.Paid) order = await errands.Run(order, ApiRequest.Capture(order), kept => kept.State >= OrderState.Captured);
        await orders.Change(order.OrderId, (kept, now) => kept.State == OrderState.Captured ? kept with { DeliveredAt = kept.DeliveredAt ?? now } : kept);
    }

    /// <summary>Gives the whole amount back, or ends the subscription.</summary>
    public Task Cancel(Order order) =>
        order.State == OrderState.Cancelled ? Task.CompletedTask : errands.Run(order, ApiRequest.Cancel(order), kept => kept.State == OrderState.Cancelled);

    /// <summary>Asks for another price. The books keep the old one until the gateway holds the new one.</summary>
    /// <param name="amount">Yen, without tax.</param>
    public async Task Change(Order order, int amount)
    {
        order = await orders.Change(order.OrderId, (kept, now) => kept.WithMonth(now) with { NewAmount = amount }) ?? order;
        await errands.Run(order, ApiRequest.Change(order, amount), kept => kept.Amount == amount && kept.NewAmount is null,
            (kept, answer, _) => answer.IsSuccess && answer["Amount"] == $"{amount}" ? kept with { Amount = amount, Tax = Product.TaxOn(amount), NewAmount = null }
                : answer.CanRetry ? kept : kept with { NewAmount = null });
    }

    /// <summary>Takes one month's charge back. SearchTradeMulti tells of no months: a second call that finds it done says that the first was heard.</summary>
    /// <param name="month">As yyyyMM.</param>
    public Task CancelCharge(Order order, int month)
    {
        var calls = 0;
        return errands.Run(order, ApiRequest.CancelCharge(order, month), kept => kept.MonthOf(month)?.Status == BillingMonth.Cancelled, (kept, answer, _) =>
        {
            calls++;
            return answer.IsSuccess || (calls > 1 && answer.Errors is [WrongState]) ? kept.UpsertMonth(new(month, BillingMonth.Cancelled, kept.MonthOf(month)?.Total ?? kept.Total, "")) : kept;
        });
    }
}
