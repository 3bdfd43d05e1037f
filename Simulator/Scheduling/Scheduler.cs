using System.Collections.Concurrent;
using System.Diagnostics;
using KantanSim.Clocks;
using KantanSim.Protocol;
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

    /// <summary>The running advances.</summary>
    public IReadOnlyList<ClockAdvance> Advances
    {
        get { lock (sync) return [.. advances]; }
    }

    /// <summary>The last advance of a shop's clock, or of all clocks, that has ended since the start; null when there was none.</summary>
    public ClockAdvance? LastAdvance(string? shopId) => lastAdvances.GetValueOrDefault(shopId ?? AllShops);

    /// <summary>
    /// Moves a shop's clock by a span, or all clocks. The jobs that become due have run, in order, when the task completes. It stops
    /// between two moments when it is canceled by <see cref="ClockAdvance.Cancel"/>.
    /// </summary>
    /// <param name="span">Gets the time of the clock when the turn of this advance has come.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was canceled.</exception>
    public async Task<ClockAdvance> Advance(string? shopId, Func<DateTimeOffset, TimeSpan> span, CancellationToken cancel)
    {
        using var turn = await turns.Take(shopId, cancel);
        var from = clocks.Now(shopId);
        var advance = new ClockAdvance(shopId, from, span(from));
        lock (sync) advances.Add(advance);
        try
        {
            await MoveToEnd(advance, cancel);
        }
        finally
        {
            lock (sync) advances.Remove(advance);
            advance.End();
            lastAdvances[shopId ?? AllShops] = advance;
            Publish(advance, "advanced");
        }
        return advance;
    }

    /// <summary>Stops the advance of a shop's clock, and forgets its last one, because the shop is deleted.</summary>
    public async Task ForgetAdvances(string shopId)
    {
        await Task.WhenAll(Advances.Where(advance => advance.ShopId == shopId).Select(advance => advance.Cancel()));
        ForgetLastAdvance(shopId);
    }

    /// <summary>Forgets the last advance of a shop's clock, or all of them, because a snapshot was restored.</summary>
    public void ForgetLastAdvance(string? shopId)
    {
        if (shopId is null) lastAdvances.Clear();
        else lastAdvances.TryRemove(shopId, out _);
    }

    /// <summary>
    /// Starts no jobs of a shop, or none at all, until the result is disposed: its jobs and its clock are replaced together, and the clock
    /// of before must not make the new jobs due.
    /// </summary>
    public IDisposable PauseJobs(string? shopId)
    {
        var name = shopId ?? AllShops;
        lock (sync) paused.Add(name);
        return new Pause(() =>
        {
            lock (sync) paused.Remove(name);
            schedule.Wake();
        });
    }

    sealed class Pause(Action end) : IDisposable
    {
        public void Dispose() => end();
    }

    /// <summary>Keeps advances from moving a shop's clock, or any clock, until the result is disposed. Waits for a running one.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was canceled before.</exception>
    public Task<IDisposable> HoldClock(string? shopId, CancellationToken cancel) => turns.Take(shopId, cancel);

    async Task MoveToEnd(ClockAdvance advance, CancellationToken cancel)
    {
        Publish(advance, "advancing");
        while (await RunUntilIdle(advance.ShopId, cancel) is { } next && advance.Passed + next <= advance.By)
        {
            if (advance.IsCancelRequested) return;
            await Move(advance, next, isMoment: true);
        }
        if (advance.IsCancelRequested) return;
        await Move(advance, advance.By - advance.Passed, isMoment: false);
        await RunUntilIdle(advance.ShopId, cancel);
    }

    void Publish(ClockAdvance advance, string what) =>
        changes?.Publish(new(what, "", advance.ShopId ?? "", "", "", clocks.Now(advance.ShopId)));

    async Task Move(ClockAdvance advance, TimeSpan by, bool isMoment)
    {
        await clocks.Shift(advance.ShopId, by);
        advance.MovedBy(by, isMoment);
        Publish(advance, "advancing");
    }

    /// <summary>
    /// Waits until no due job of a shop, or of all, is left. Jobs running longer than <see cref="GracePeriod"/> are not waited for.
    /// </summary>
    /// <returns>How long it is until the next job or deadline; null when there is none.</returns>
    public async Task<TimeSpan?> RunUntilIdle(string? shopId, CancellationToken cancel)
    {
        while (true)
        {
            RestartGracePeriod(deadlines.ExpirePassed());
            StartDueJobs();
            var awaited = RecentlyStarted((_, jobShop) => shopId is null || jobShop == shopId);
            if (awaited.Length == 0) awaited = BlockersOf(shopId);
            if (awaited.Length == 0) return NextIn(shopId);
            await Task.WhenAny(Task.WhenAll(awaited), Task.Delay(GracePeriod, cancel));
            cancel.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Waits until no due job of a payment is left, except for jobs running longer than <see cref="GracePeriod"/>.</summary>
    public async Task RunJobsOf(Transaction payment, CancellationToken cancel)
    {
        while (true)
        {
            StartDueJobs();
            var awaited = RecentlyStarted((id, _) => ScheduledJob.TransactionNumberOf(id) == payment.Number);
            if (awaited.Length == 0) return;
            await Task.WhenAny(Task.WhenAll(awaited), Task.Delay(GracePeriod, cancel));
            cancel.ThrowIfCancellationRequested();
        }
    }

    // A job whose wait for the merchant has just ended is about to save its result, and to schedule its next attempt.
    void RestartGracePeriod(IReadOnlyCollection<string?> shopIds)
    {
        if (shopIds.Count == 0) return;
        lock (sync)
        {
            foreach (var (id, job) in running.Where(job => shopIds.Contains(job.Value.ShopId)).ToList())
                running[id] = job with { StartedAt = time.Total };
        }
    }

    // The running jobs, when the merchants of other shops occupy the slots that a due job of the shop needs.
    Task[] BlockersOf(string? shopId)
    {
        if (store.UnhealthyReason is not null) return [];
        lock (sync)
        {
            var busy = running.Values.Select(job => job.ShopId).ToHashSet(StringComparer.Ordinal);
            bool IsBlocked(ScheduledJob job) =>
                (shopId is null || job.ShopId == shopId) && CanStart(job) && !busy.Contains(job.ShopId);
            var isBlocked = schedule.Due(clocks.Now, IsBlocked, limit: 1).Count > 0;
            return isBlocked ? [.. running.Values.Select(job => job.Task)] : [];
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

    void StartDueJobs()
    {
        lock (sync)
        {
            if (store.UnhealthyReason is not null || slots.Free == 0) return;
            var due = schedule.Due(clocks.Now, job => CanStart(job) && slots.TryAcquire(job), slots.Free);
            foreach (var job in due) Start(job);
        }
    }

    bool CanStart(ScheduledJob job) => !running.ContainsKey(job.Id) && !paused.Contains(job.ShopId) && !paused.Contains(AllShops);

    void Start(ScheduledJob job)
    {
        var task = RunAfter(lastOfTransaction.GetValueOrDefault(job.TransactionNumber, Task.CompletedTask), job);
        time.Begin();
        running[job.Id] = (task, time.Total, job.ShopId);
        lastOfTransaction[job.TransactionNumber] = task;
        _ = ReleaseWhenDone(task, job);
    }

    async Task RunAfter(Task previous, ScheduledJob job)
    {
        // Leave the caller's thread, which holds the lock.
        await Task.Yield();
        await previous;
        // Removed or replaced while it waited: what replaced it starts on its own.
        if (!ReferenceEquals(schedule.Find(job.Id), job)) return;
        try
        {
            var hasHappened = await handlers[job.Kind](job, aborting.Token);
            await CheckDeleted(job);
            if (hasHappened) Count(job);
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

    // A handler finds no payment, and leaves the job, when the payment was deleted or its shop has ended: the job is deleted here.
    async Task CheckDeleted(ScheduledJob job)
    {
        // Compared by reference: a job scheduled again meanwhile may be due at the same time.
        if (!ReferenceEquals(schedule.Find(job.Id), job)) return;
        if (ledger?.Find(job.AccessId) is not null) throw new InvalidOperationException($"{job.Kind} did not delete its job.");
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

    void Count(ScheduledJob job)
    {
        foreach (var advance in Advances) advance.Add(job);
    }

    // Jobs that run longer wait for a merchant that does not answer; their deadlines are in NextIn.
    Task[] RecentlyStarted(Func<long, string, bool> isAwaited)
    {
        lock (sync)
        {
            if (running.Count == 0) return [];
            return
            [
                .. running
                    .Where(job => isAwaited(job.Key, job.Value.ShopId) && time.Total - job.Value.StartedAt < GracePeriod)
                    .Select(job => job.Value.Task),
            ];
        }
    }

    TimeSpan? NextJobIn(Func<string, bool> isCounted)
    {
        lock (sync)
        {
            if (slots.Free == 0) return null;
            return schedule.NextIn(
                shop => isCounted(shop) ? clocks.Now(shop) : null, job => CanStart(job) && slots.CanAcquire(job));
        }
    }

    // Not negative: time does not go back.
    TimeSpan? NextIn(string? shopId)
    {
        TimeSpan?[] next = [NextJobIn(shop => shopId is null || shop == shopId), deadlines.NextIn(shopId)];
        var first = next.Min();
        return first < TimeSpan.Zero ? TimeSpan.Zero : first;
    }

    [LoggerMessage(Level = LogLevel.Error,
        Message = "{Due} OrderID {OrderId} AccessID {AccessId} failed; it stays scheduled and is retried")]
    partial void LogFault(Exception fault, JobKind due, string orderId, string accessId);
}
