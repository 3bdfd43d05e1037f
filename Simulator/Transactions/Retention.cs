namespace KantanSim.Transactions;

/// <summary>How many payments are kept, and how long. Finished ones go, the oldest first; none for which something is due.</summary>
/// <param name="payments">So many stay. Some more may be there for a while, at most a hundredth.</param>
/// <param name="days">So long after its last change a payment stays, in simulated days; 0: for ever.</param>
internal sealed partial class Retention(Ledger ledger, TransactionPurger forgetting, ChangeFeed changes, TimeProvider clock, ILogger<Retention> log, int payments, int days) : BackgroundService
{
    /// <summary>A payment that is registered and not requested yet has nothing due, and is no finished one before this time is over.</summary>
    public static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    static readonly TimeSpan BetweenLooks = TimeSpan.FromHours(1);

    readonly int room = payments / 100;
    DateTimeOffset nextLook;
    int stuckAt;

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        using var watch = changes.Subscribe();
        try
        {
            await PurgeIfNeeded();
            while (await watch.Events.WaitToReadAsync(stop))
            {
                while (watch.Events.TryRead(out _)) { }
                await PurgeIfNeeded();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The end of the program.
        }
    }

    internal async Task PurgeIfNeeded()
    {
        var now = clock.GetUtcNow();
        // After a reset there are fewer.
        stuckAt = Math.Min(stuckAt, ledger.Count);
        if (ledger.Count <= Math.Max(payments, stuckAt) + room && (days == 0 || now < nextLook)) return;
        nextLook = now + BetweenLooks;
        try
        {
            int before, forgotten;
            do
            {
                before = ledger.Count;
                forgotten = await forgetting.PurgeFinished(payments, days == 0 ? DateTimeOffset.MinValue : now.AddDays(-days), now - Abandoned);
                if (forgotten > 0) Tell(forgotten, now);
            }
            while (forgotten > 0 && ledger.Count > payments);
            // What cannot go yet is not looked through again at each registration.
            stuckAt = forgotten == 0 ? before : payments;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // LiteDB has faults of its own kind; none of them may end the program.
            LogFailed(fault);
        }
    }

    void Tell(int forgotten, DateTimeOffset now)
    {
        LogForgotten(forgotten, ledger.Count);
        changes.Publish(new("forgotten", "", "", "", "", now));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Forgotten} finished payments have gone by KantanSim:KeepPayments or KeepDays; {Count} are kept")]
    partial void LogForgotten(int forgotten, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Old payments could not be forgotten; the next change tries again")]
    partial void LogFailed(Exception fault);
}
