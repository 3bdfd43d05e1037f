namespace KantanSim.Transactions;

/// <summary>
/// Deletes the oldest finished payments when there are too many, and those that are too old. A payment with a scheduled job is never
/// deleted.
/// </summary>
/// <param name="maxPayments">The number of payments to keep. It may be exceeded by a hundredth before payments are deleted.</param>
/// <param name="maxDays">How long a payment is kept after its last change, in simulated days; 0 to keep it forever.</param>
internal sealed partial class Retention(
    Ledger ledger, TransactionPurger purger, ChangeFeed changes, TimeProvider clock, ILogger<Retention> log, int maxPayments, int maxDays)
    : BackgroundService
{
    /// <summary>
    /// How long after its registration a payment that was never requested counts as finished. Until then it has no scheduled job either.
    /// </summary>
    public static readonly TimeSpan AbandonedAfter = TimeSpan.FromDays(1);

    static readonly TimeSpan AgeCheckInterval = TimeSpan.FromHours(1);

    readonly int tolerance = maxPayments / 100;
    DateTimeOffset nextAgeCheck;
    // The number of payments when nothing more could be deleted.
    int countWhenStuck;

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        using var subscription = changes.Subscribe();
        try
        {
            await PurgeIfNeeded();
            while (await subscription.Events.WaitToReadAsync(stop))
            {
                while (subscription.Events.TryRead(out _)) { }
                await PurgeIfNeeded();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The program stops.
        }
    }

    internal async Task PurgeIfNeeded()
    {
        var now = clock.GetUtcNow();
        // A reset may have deleted payments since.
        countWhenStuck = Math.Min(countWhenStuck, ledger.Count);
        var isTooMany = ledger.Count > Math.Max(maxPayments, countWhenStuck) + tolerance;
        var isAgeCheckDue = maxDays > 0 && now >= nextAgeCheck;
        if (!isTooMany && !isAgeCheckDue) return;
        nextAgeCheck = now + AgeCheckInterval;
        try
        {
            await Purge(now);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // LiteDB throws exceptions of its own types; none of them may end the program.
            LogFailed(fault);
        }
    }

    async Task Purge(DateTimeOffset now)
    {
        var changedBefore = maxDays == 0 ? DateTimeOffset.MinValue : now.AddDays(-maxDays);
        int before;
        int deleted;
        do
        {
            before = ledger.Count;
            deleted = await purger.PurgeFinished(maxPayments, changedBefore, now - AbandonedAfter);
            if (deleted > 0) Report(deleted, now);
        }
        while (deleted > 0 && ledger.Count > maxPayments);
        // If nothing can be deleted now, the search is not repeated at each registration.
        countWhenStuck = deleted == 0 ? before : maxPayments;
    }

    void Report(int deleted, DateTimeOffset now)
    {
        LogDeleted(deleted, ledger.Count);
        changes.Publish(new("forgotten", "", "", "", "", now));
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Deleted {Deleted} finished payments because of KantanSim:KeepPayments or KantanSim:KeepDays; {Count} payments are left")]
    partial void LogDeleted(int deleted, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Old payments could not be deleted; the next change tries again")]
    partial void LogFailed(Exception fault);
}
