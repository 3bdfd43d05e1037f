namespace KantanSim.DemoShop;

/// <summary>
/// Asks the gateway about every order that is due: because somebody said something of it, or because it stays open. So no
/// order depends on a notification or a browser that may never come, nor on this program not being stopped in between.
/// </summary>
internal sealed partial class OrderPoller(Inquiries inquiries, Orders orders, ChargeFileImporter charges, IHostApplicationLifetime server, TimeProvider clock, ILogger<OrderPoller> log) : BackgroundService
{
    /// <summary>How often it is looked which orders are due, in real time: the clock may be moved.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    /// <summary>Asks about all that is due now.</summary>
    public async Task PollDueOrders(CancellationToken stop = default)
    {
        await charges.Read();
        foreach (var order in orders.DueBy(clock.GetUtcNow())) await inquiries.Ask(order, stop);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Started(stoppingToken);
        // Already when the stop begins: a question to this very server would keep it from stopping.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, server.ApplicationStopping);
        while (!stop.IsCancellationRequested)
        {
            inquiries.NewReports.TryRead(out _);
            try { await PollDueOrders(stop.Token); }
            catch (Exception fault) when (!stop.IsCancellationRequested) { LogFault(fault); }
            await Task.WhenAny(inquiries.NewReports.WaitToReadAsync(stop.Token).AsTask(), Task.Delay(LookEvery, stop.Token));
        }
    }

    // The gateway is this very server: before it listens there is nobody to ask.
    async Task Started(CancellationToken stop)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var one = server.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stop);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Demo shop: what was due is not done; it is tried again")]
    partial void LogFault(Exception fault);
}
