using System.Collections.Concurrent;
using System.Diagnostics;
using KantanSim.Clocks;
using KantanSim.Storage;
using KantanSim.Transactions;

namespace KantanSim.Scheduling;

/// <summary>Runs a job. It deletes or reschedules the job in the same write that saves the result.</summary>
/// <returns>Whether the job took effect: false when it was refused or postponed.</returns>
internal delegate Task<bool> JobHandler(ScheduledJob job, CancellationToken stop);

/// <summary>
/// Runs scheduled jobs when they are due by the clocks of their shops: those of one transaction one after the other, those of different
/// transactions in parallel.
/// No job starts while the store cannot save, because its result would be lost and the merchant would be notified repeatedly.
/// </summary>
internal sealed partial class Scheduler(
    JobSchedule schedule, ShopClocks clocks, Deadlines deadlines, IReadOnlyDictionary<JobKind, JobHandler> handlers, Store store,
    ILogger<Scheduler> log, Ledger? ledger = null, ChangeFeed? changes = null) : BackgroundService
{
    /// <summary>Real time for which <see cref="Advance"/> waits for a running job before simulated time passes it.</summary>
    public TimeSpan GracePeriod { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Real time between two attempts after a job or the store has failed.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(5);

    // Stands for all shops in lastAdvances and paused.
    const string AllShops = "";

    static readonly TimeSpan MaxSleep = TimeSpan.FromMilliseconds(500);

    readonly Lock sync = new();
    readonly WorkerSlots slots = new();
    readonly Dictionary<long, (Task Task, TimeSpan StartedAt, string ShopId)> running = [];
    // The grace period excludes time in which the process was suspended.
    readonly UnsuspendedTime time = new(TimeProvider.System);
    readonly Dictionary<long, Task> lastOfTransaction = [];
    readonly ClockTurns turns = new();
    readonly List<ClockAdvance> advances = [];
    // The shops whose jobs are paused; several pauses of one shop exclude each other by the turns.
    readonly HashSet<string> paused = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, ClockAdvance> lastAdvances = new(StringComparer.Ordinal);
    readonly CancellationTokenSource aborting = new();
    long probedAt;

    /// <summary>
    /// Starts no more jobs and waits for the running ones until <paramref name="cancellationToken"/> is canceled. Jobs aborted then
    /// stay scheduled for the next start.
    /// </summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await SaveClock();
        await aborting.CancelAsync();
        // Canceled when the stop came before the start; faults are logged by the host.
        await (ExecuteTask ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public override void Dispose()
    {
        aborting.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        clocks.Changed += schedule.Wake;
        await using var alarm = new Timer(_ => schedule.Wake());
        while (!stoppingToken.IsCancellationRequested)
        {
            if (clocks.HasUnsavedShift) await SaveClock();
            StartDueJobs();
            await WaitForNext(alarm, stoppingToken);
        }
        clocks.Changed -= schedule.Wake;
        await Task.WhenAll(AllRunning());
    }

    async Task WaitForNext(Timer alarm, CancellationToken stop)
    {
        alarm.Change(SleepTime(), Timeout.InfiniteTimeSpan);
        await ((Task)schedule.WakeUps.WaitToReadAsync(stop).AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        schedule.WakeUps.TryRead(out _);
        if (store.UnhealthyReason is null || stop.IsCancellationRequested) return;
        if (Stopwatch.GetElapsedTime(probedAt) >= RetryDelay) await ProbeStore();
    }

    TimeSpan SleepTime()
    {
        if (store.UnhealthyReason is not null) return RetryDelay;
        // A frozen clock does not come to its next job.
        return NextJobIn(shopId => clocks.Of(shopId).IsRunning) is { } next ? Until(next) : Timeout.InfiniteTimeSpan;
    }

    // A successful probe raises clocks.Changed, which wakes this worker: without the delay an unhealthy store would be probed in a loop.
    async Task ProbeStore()
    {
        probedAt = Stopwatch.GetTimestamp();
        try
        {
            await clocks.ProbeStore();
        }
        catch (IOException)
        {
            // The store has reported it.
        }
    }

    // Saved so that simulated time is not earlier after a restart, even if the machine's clock is set back in between.
    async Task SaveClock()
    {
        try
        {
            await clocks.SaveState();
        }
        catch (Exception fault) when (fault is IOException or InvalidOperationException)
        {
            // The store has reported it, or is closed.
        }
    }

    // At most MaxSleep, because a timer does not notice when the machine's clock is set.
    static TimeSpan Until(TimeSpan next)
    {
        if (next < TimeSpan.Zero) return TimeSpan.Zero;
        return next < MaxSleep ? next + TimeSpan.FromMilliseconds(1) : MaxSleep;
    }
}
