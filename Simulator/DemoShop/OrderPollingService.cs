namespace KantanSim.DemoShop;

/// <summary>Runs <see cref="OrderPoller"/> after each report and at a fixed interval.</summary>
internal sealed partial class OrderPollingService(
    OrderPoller poller, Inquiries inquiries, IHostApplicationLifetime server, ILogger<OrderPollingService> log) : BackgroundService
{
    // Real time, because the simulated clock may be moved at any time.
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await WaitUntilStarted(stoppingToken);
        // Ends as soon as the stop begins: an inquiry to this very server would delay it.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, server.ApplicationStopping);
        while (!stop.IsCancellationRequested)
        {
            inquiries.NewReports.TryRead(out _);
            try { await poller.PollDueOrders(stop.Token); }
            catch (Exception fault) when (!stop.IsCancellationRequested) { LogFailure(fault); }
            await Task.WhenAny(inquiries.NewReports.WaitToReadAsync(stop.Token).AsTask(), Task.Delay(Interval, stop.Token));
        }
    }

    // The gateway is this very server: it answers only once it listens.
    async Task WaitUntilStarted(CancellationToken cancel)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = server.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancel);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Demo shop: polling the due orders failed; it is repeated")]
    partial void LogFailure(Exception fault);
}
