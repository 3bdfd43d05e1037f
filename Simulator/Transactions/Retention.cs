using KantanSim.Clocks;

namespace KantanSim.Transactions;

/// <summary>
/// Deletes the oldest finished payments when there are too many, and those that are too old. A payment with a scheduled job is never
/// deleted.
/// </summary>
/// <param name="maxPayments">The number of payments to keep. It may be exceeded by a hundredth before payments are deleted.</param>
/// <param name="maxDays">How long a payment is kept after its last change, in simulated days; 0 to keep it forever.</param>
internal sealed partial class Retention(
    Ledger ledger, TransactionPurger purger, ChangeFeed changes, ShopClocks clocks, ILogger<Retention> log, int maxPayments, int maxDays)
    : BackgroundService
{
    /// <summary>
    /// How long after its registration a payment that was never requested counts as finished. Until then it has no scheduled job either.
    /// </summary>
    public static readonly TimeSpan AbandonedAfter = TimeSpan.FromDays(1);

    readonly int tolerance = maxPayments / 100;
    // The hours of all clocks at the last check of ages.
    long checkedHours = -1;
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
        // A reset may have deleted payments since.
        countWhenStuck = Math.Min(countWhenStuck, ledger.Count);
        var isTooMany = ledger.Count > Math.Max(maxPayments, countWhenStuck) + tolerance;
        var hours = maxDays > 0 ? HoursOfClocks() : checkedHours;
        if (!isTooMany && hours == checkedHours) return;
        checkedHours = hours;
        try
        {
            await Purge();
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // LiteDB throws exceptions of its own types; none of them may end the program.
            LogFailed(fault);
        }
    }

    // Differs when any clock has come to another hour.
    long HoursOfClocks() =>
        clocks.Owners.Select(clocks.Now).Append(clocks.Common.GetUtcNow()).Sum(now => now.UtcTicks / TimeSpan.TicksPerHour);

    async Task Purge()
    {
        var ages = new RetentionAges(
            ChangedBefore: shop => maxDays == 0 ? DateTimeOffset.MinValue : clocks.Now(shop).AddDays(-maxDays),
            AbandonedBefore: shop => clocks.Now(shop) - AbandonedAfter,
            Now: clocks.Now,
            // Without an age limit it does not matter.
            IsOrderedByAge: maxDays == 0 || clocks.Owners.Count == 0);
        int before;
        int deleted;
        do
        {
            before = ledger.Count;
            deleted = await purger.PurgeFinished(maxPayments, ages);
            if (deleted > 0) Report(deleted);
        }
        while (deleted > 0 && ledger.Count > maxPayments);
        // If nothing can be deleted now, the search is not repeated at each registration.
        countWhenStuck = deleted == 0 ? before : maxPayments;
    }

    void Report(int deleted)
    {
        LogDeleted(deleted, ledger.Count);
        changes.Publish(new("forgotten", "", "", "", "", clocks.Common.GetUtcNow()));
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Deleted {Deleted} finished payments because of KantanSim:KeepPayments or KantanSim:KeepDays; {Count} payments are left")]
    partial void LogDeleted(int deleted, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Old payments could not be deleted; the next change tries again")]
    partial void LogFailed(Exception fault);
}
