namespace KantanSim.DemoShop;

/// <summary>
/// Imports due charge files, asks the gateway about every order whose inquiry is due, because of a report or because the order is still
/// open, and cancels the payments of orders that the shop has cancelled. So no order depends on a notification or a browser that may never
/// come, or on this process running without interruption.
/// </summary>
internal class OrderPoller(
    Inquiries inquiries, Orders orders, OrderActions actions, ChargeFileImporter charges,
    [FromKeyedServices(DemoShopSetup.Clock)] TimeProvider clock)
    : IDisposable
{
    readonly SemaphoreSlim oneRun = new(1);

    /// <summary>Does what is due, once. One run at a time, so that no order is asked for twice at once.</summary>
    /// <returns>Number of inquiries.</returns>
    public async Task<int> PollDueOrders(CancellationToken cancel = default)
    {
        await oneRun.WaitAsync(cancel);
        try
        {
            await charges.ImportDueFiles();
            var due = await FindDueOrders(clock.GetUtcNow());
            foreach (var order in due) await Poll(order, cancel);
            return due.Count;
        }
        finally
        {
            oneRun.Release();
        }
    }

    /// <summary>Does what is due, and what becomes due by it.</summary>
    /// <returns>Number of inquiries.</returns>
    public async Task<int> PollUntilNothingIsDue(CancellationToken cancel = default)
    {
        var (asked, last) = (0, 0);
        do
        {
            last = await PollDueOrders(cancel);
            asked += last;
        }
        while (last > 0);
        return asked;
    }

    /// <summary>The orders to ask for, longest due first.</summary>
    protected virtual Task<IReadOnlyList<Order>> FindDueOrders(DateTimeOffset now) => Task.FromResult(orders.DueBy(now));

    async Task Poll(Order order, CancellationToken cancel)
    {
        order = await inquiries.Ask(order, cancel);
        if (order.NeedsCancel) await actions.FinishCancel(order);
    }

    public void Dispose() => oneRun.Dispose();
}
