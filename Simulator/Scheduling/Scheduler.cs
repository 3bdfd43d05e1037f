using System.Diagnostics;
using KantanSim.Clocks;
using KantanSim.Protocol;
using KantanSim.Storage;
using KantanSim.Transactions;

namespace KantanSim.Scheduling;

/// <summary>Runs a job. It deletes or reschedules the job in the same write that saves the result.</summary>
internal delegate Task JobHandler(ScheduledJob job, CancellationToken stop);

/// <summary>
/// Runs scheduled jobs when they are due: those of one transaction one after the other, those of different transactions in parallel.
/// No job starts while the store cannot save, because its result would be lost and the merchant would be notified repeatedly.
/// </summary>
internal sealed partial class Scheduler(
    JobSchedule schedule, SimulatedClock clock, Deadlines deadlines, IReadOnlyDictionary<JobKind, JobHandler> handlers, Store store,
    ILogger<Scheduler> log, Ledger? ledger = null) : BackgroundService
{
    /// <summary>Real time for which <see cref="Advance"/> waits for a running job before simulated time passes it.</summary>
    public TimeSpan GracePeriod { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Real time between two attempts after a job or the store has failed.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(5);

    static readonly TimeSpan MaxSleep = TimeSpan.FromMilliseconds(500);

    readonly Lock sync = new();
    readonly WorkerSlots slots = new();
    readonly Dictionary<long, (Task Task, TimeSpan StartedAt)> running = [];
    // The grace period excludes time in which the process was suspended.
    readonly UnsuspendedTime time = new(TimeProvider.System);
    readonly Dictionary<long, Task> lastOfTransaction = [];
    readonly SemaphoreSlim advancing = new(1);
    readonly CancellationTokenSource aborting = new();
    long probedAt;

    /// <summary>Moves the clock to a time. Jobs due until then have run, in order, when the task completes.</summary>
    public async Task Advance(DateTimeOffset target, CancellationToken cancel)
    {
        await advancing.WaitAsync(cancel);
        try
        {
            while (await RunUntilIdle(cancel) is { } next && next <= target) await clock.MoveTo(Later(next, clock.GetUtcNow()));
            await clock.MoveTo(Later(target, clock.GetUtcNow()));
            await RunUntilIdle(cancel);
        }
        finally
        {
            advancing.Release();
        }
    }

    /// <summary>Waits until no due job is left. Jobs running longer than <see cref="GracePeriod"/> are not waited for.</summary>
    /// <returns>The time of the next job or deadline; null when there is none.</returns>
    public async Task<DateTimeOffset?> RunUntilIdle(CancellationToken cancel)
    {
        while (true)
        {
            deadlines.ExpireUntil(clock.GetUtcNow());
            StartDueJobs();
            var recent = RecentlyStarted();
            if (recent.Length == 0) return NextDue();
            await Task.WhenAny(Task.WhenAll(recent), Task.Delay(GracePeriod, cancel));
            cancel.ThrowIfCancellationRequested();
        }
    }

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
        clock.Changed += schedule.Wake;
        await using var alarm = new Timer(_ => schedule.Wake());
        while (!stoppingToken.IsCancellationRequested)
        {
            if (clock.HasUnsavedShift) await SaveClock();
            StartDueJobs();
            await WaitForNext(alarm, stoppingToken);
        }
        clock.Changed -= schedule.Wake;
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
        return clock.IsRunning && NextJob() is { } next ? Until(next) : Timeout.InfiniteTimeSpan;
    }

    // A successful probe raises clock.Changed, which wakes this worker: without the delay an unhealthy store would be probed in a loop.
    async Task ProbeStore()
    {
        probedAt = Stopwatch.GetTimestamp();
        try
        {
            await clock.ProbeStore();
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
            await clock.SaveState();
        }
        catch (Exception fault) when (fault is IOException or InvalidOperationException)
        {
            // The store has reported it, or is closed.
        }
    }

    // At most MaxSleep, because a timer does not notice when the machine's clock is set.
    TimeSpan Until(DateTimeOffset next)
    {
        var wait = next - clock.GetUtcNow();
        if (wait < TimeSpan.Zero) return TimeSpan.Zero;
        return wait < MaxSleep ? wait + TimeSpan.FromMilliseconds(1) : MaxSleep;
    }

    void StartDueJobs()
    {
        lock (sync)
        {
            if (store.UnhealthyReason is not null || slots.Free == 0) return;
            foreach (var job in schedule.DueBy(clock.GetUtcNow(), job => !running.ContainsKey(job.Id) && slots.TryAcquire(job), slots.Free))
                Start(job);
        }
    }

    void Start(ScheduledJob job)
    {
        var task = RunAfter(lastOfTransaction.GetValueOrDefault(job.TransactionNumber, Task.CompletedTask), job);
        time.Begin();
        running[job.Id] = (task, time.Total);
        lastOfTransaction[job.TransactionNumber] = task;
        _ = ReleaseWhenDone(task, job);
    }

    async Task RunAfter(Task previous, ScheduledJob job)
    {
        // Leave the caller's thread, which holds the lock.
        await Task.Yield();
        await previous;
        try
        {
            await handlers[job.Kind](job, aborting.Token);
            await CheckDeleted(job);
        }
        catch (OperationCanceledException) when (aborting.IsCancellationRequested)
        {
            // The job stays scheduled: the next start runs it.
        }
        catch (Exception fault)
        {
            if (store.UnhealthyReasonFor(fault) is null) LogFault(fault, job.Kind, OrderOf(job), job.AccessId);
            await Task.Delay(RetryDelay, aborting.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Handlers decide about a payment that they find. That of a shop that has ended is found no more, before and after it is deleted.
    async Task CheckDeleted(ScheduledJob job)
    {
        // Compared by reference: a job scheduled again meanwhile may be due at the same time.
        if (!ReferenceEquals(schedule.Find(job.Id), job)) return;
        if (ledger?.HasEnded(job.ShopId) != true) throw new InvalidOperationException($"{job.Kind} did not delete its job.");
        await store.Write(work => schedule.Remove(work, job.Id));
    }

    // For a log message: reading the order may fail for the same reason as the job.
    string OrderOf(ScheduledJob job)
    {
        try
        {
            return LogText.Id(ledger?.Find(job.AccessId)?.OrderId);
        }
        catch (Exception)
        {
            return LogText.Unknown;
        }
    }

    async Task ReleaseWhenDone(Task task, ScheduledJob job)
    {
        await task;
        lock (sync)
        {
            running.Remove(job.Id);
            time.End();
            slots.Release(job);
            if (lastOfTransaction.GetValueOrDefault(job.TransactionNumber) == task) lastOfTransaction.Remove(job.TransactionNumber);
        }
        schedule.Wake();
    }

    Task[] AllRunning()
    {
        lock (sync) return [.. running.Values.Select(job => job.Task)];
    }

    // Jobs that run longer wait for a merchant that does not answer; their deadlines are in NextDue.
    Task[] RecentlyStarted()
    {
        lock (sync)
        {
            if (running.Count == 0) return [];
            return [.. running.Values.Where(job => time.Total - job.StartedAt < GracePeriod).Select(job => job.Task)];
        }
    }

    DateTimeOffset? NextJob()
    {
        lock (sync) return slots.Free == 0 ? null : schedule.Next(job => !running.ContainsKey(job.Id) && slots.CanAcquire(job));
    }

    DateTimeOffset? NextDue()
    {
        var job = NextJob();
        var wait = deadlines.Next;
        if (job is null) return wait;
        return wait is null || job < wait ? job : wait;
    }

    static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    [LoggerMessage(Level = LogLevel.Error,
        Message = "{Due} OrderID {OrderId} AccessID {AccessId} failed; it stays scheduled and is retried")]
    partial void LogFault(Exception fault, JobKind due, string orderId, string accessId);
}
