using System.Threading.Channels;
using KantanSim.Storage;

namespace KantanSim.Advice;

/// <summary>Judges in the background, so that pages and events show findings without a request.</summary>
internal sealed class AdviceWorker(AdviceService advice, Store store) : BackgroundService
{
    /// <summary>The real time for which changes are collected, so that a payment is not judged after each of its steps.</summary>
    static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(250);

    /// <summary>How often running clocks are read while a payment waits for a time, in real time.</summary>
    static readonly TimeSpan ClockInterval = TimeSpan.FromSeconds(1);

    readonly Channel<bool> signals =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        advice.Changed += () => signals.Writer.TryWrite(true);
        await Run(advice.Open);
        while (await WaitForChange(stoppingToken))
        {
            await Task.Delay(Delay, stoppingToken);
            signals.Reader.TryRead(out _);
            // While nothing can be saved, the room is left to changes that somebody waits for.
            if (store.UnhealthyReason is null) await Run(advice.Refresh);
        }
    }

    // Also true when a running clock may have reached a time.
    async Task<bool> WaitForChange(CancellationToken stop)
    {
        if (!advice.AwaitsTime) return await signals.Reader.WaitToReadAsync(stop);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(stop);
        timeout.CancelAfter(ClockInterval);
        try { return await signals.Reader.WaitToReadAsync(timeout.Token); }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested) { return true; }
    }

    async Task Run(Func<Task> judging)
    {
        try { await judging(); }
        catch (Exception fault) when (store.UnhealthyReasonFor(fault) is not null)
        {
            // The store reports its own faults. What could not be judged is judged after the next change.
        }
    }
}
