namespace KantanSim.Tests.Merchants;

/// <summary>
/// The shop's work on its orders. One run at a time, so an order never has two calls at once. Stopping it in the middle of a call does no
/// harm: it is known from the records that the outcome is not.
/// </summary>
internal sealed class ShopJobs(
    ShopRecords records, ShopInbox inbox, ShopGateway gateway, ShopStyle style, TimeProvider clock, string returnUrl)
    : IAsyncDisposable
{
    readonly SemaphoreSlim oneRun = new(1);

    /// <summary>Reads queued notifications and does for every order what is due.</summary>
    /// <exception cref="OperationCanceledException">The shop was stopped.</exception>
    public async Task Run(CancellationToken stop)
    {
        await oneRun.WaitAsync(stop);
        try
        {
            inbox.ReadQueue();
            foreach (var order in records.Orders) await RunDueSteps(order.OrderId, stop);
        }
        finally
        {
            oneRun.Release();
        }
    }

    /// <summary>Waits for the end of a run that was stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        await oneRun.WaitAsync();
        oneRun.Dispose();
    }

    async Task RunDueSteps(string orderId, CancellationToken stop)
    {
        while (records.Find(orderId)!.NextStep(clock.GetUtcNow()) is not ShopStep.None and var step) await Run(step, orderId, stop);
    }

    async Task Run(ShopStep step, string orderId, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        switch (step)
        {
            case ShopStep.Deliver:
                records.Change(orderId, order => order.Delivered(now), "shipped");
                break;
            case ShopStep.GiveUp:
                records.Change(orderId, order => order.MovedTo(ShopOrderState.Failed), "given up");
                break;
            case ShopStep.LetGo:
                records.Change(orderId, order => order with { CancelledAt = now }, "authorisation is old: cancelled");
                break;
            default:
                await Call(step, orderId, stop);
                break;
        }
    }

    async Task Call(ShopStep step, string orderId, CancellationToken stop)
    {
        var sent = records.Find(orderId)!;
        var call = ShopCall.For(step, sent, returnUrl);
        if (step != ShopStep.Search) records.Change(orderId, order => order with { MustSearch = true });
        var reply = await gateway.Call(call, stop);
        stop.ThrowIfCancellationRequested();
        var now = clock.GetUtcNow();
        records.Change(
            orderId,
            order => step == ShopStep.Search
                ? order.AfterSearch(reply, sent, now, style.SearchInterval)
                : order.AfterCall(step, reply, now),
            $"{call.Api}: {reply}");
    }
}
