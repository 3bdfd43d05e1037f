using System.Diagnostics;
using KantanSim.Protocol;
using KantanSim.Storage;
using KantanSim.Transactions;

namespace KantanSim.Scheduling;

/// <summary>Does what a line of the agenda says, and takes the line away, or dates it anew, in the same write.</summary>
internal delegate Task JobHandler(ScheduledJob row, CancellationToken stop);

/// <summary>
/// Does all that is due, when it is due, in order: lines of one transaction one after the other, those of different
/// transactions side by side. <see cref="Advance"/> lets simulated time pass by the same means.
/// Nothing is done while it could not be saved that it is: a merchant would be told again and again.
/// </summary>
internal sealed partial class Scheduler(
    JobSchedule agenda, SimulatedClock clock, Deadlines deadlines, IReadOnlyDictionary<JobKind, JobHandler> handlers, Store store,
    ILogger<Scheduler> log, Ledger? ledger = null) : BackgroundService
{
    /// <summary>How long, in real time, an advance waits for what has begun before it lets simulated time pass it.</summary>
    public TimeSpan GracePeriod { get; set; } = TimeSpan.FromSeconds(2);

    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(5);

    static readonly TimeSpan LongestSleep = TimeSpan.FromMilliseconds(500);

    readonly Lock gate = new();
    readonly WorkerSlots places = new();
    readonly Dictionary<long, (Task Task, TimeSpan Began)> inHand = [];
    // A merchant is not silent while this process is suspended.
    readonly UnsuspendedTime running = new(TimeProvider.System);
    readonly Dictionary<long, Task> lastOf = [];
    readonly SemaphoreSlim advancing = new(1);
    readonly CancellationTokenSource givingUp = new();
    long tried;

    /// <summary>Moves the clock to a moment. Everything due until then has happened, in order, when this answers.</summary>
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

    /// <summary>Waits until nothing that is due now is left to do. What stays silent longer than <see cref="GracePeriod"/> is left behind.</summary>
    /// <returns>When something is due next.</returns>
    public async Task<DateTimeOffset?> RunUntilIdle(CancellationToken cancel)
    {
        while (true)
        {
            deadlines.ExpireUntil(clock.GetUtcNow());
            StartDueJobs();
            if (RecentlyStarted() is not { Length: > 0 } begun) return NextDue();
            await Task.WhenAny(Task.WhenAll(begun), Task.Delay(GracePeriod, cancel));
            cancel.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Begins nothing more, and lets what is in hand end by itself until the stop's patience is over. What is given up then stays on the agenda.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await KeepClock();
        await givingUp.CancelAsync();
        // A stop that comes before it has begun has cancelled it; what it failed by, the host has told.
        await (ExecuteTask ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public override void Dispose()
    {
        givingUp.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        clock.Changed += agenda.Wake;
        await using var alarm = new Timer(_ => agenda.Wake());
        while (!stoppingToken.IsCancellationRequested)
        {
            if (clock.HasUnsavedShift) await KeepClock();
            StartDueJobs();
            await WaitForNext(alarm, stoppingToken);
        }
        clock.Changed -= agenda.Wake;
        await Task.WhenAll(AllRunning());
    }

    async Task WaitForNext(Timer alarm, CancellationToken stop)
    {
        alarm.Change(store.UnhealthyReason is not null ? RetryDelay : clock.IsRunning && NextJob() is { } next ? Until(next) : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await ((Task)agenda.WakeUps.WaitToReadAsync(stop).AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        agenda.WakeUps.TryRead(out _);
        if (store.UnhealthyReason is not null && !stop.IsCancellationRequested && Stopwatch.GetElapsedTime(tried) >= RetryDelay) await ProbeStore();
    }

    // What is saved moves the clock and wakes this worker: while the database itself is in trouble that must not go round without a pause.
    async Task ProbeStore()
    {
        tried = Stopwatch.GetTimestamp();
        try { await clock.ProbeStore(); }
        catch (IOException) { /* the store has told of it */ }
    }

    // The next start must not show an earlier time, wherever the machine's clock stands by then.
    async Task KeepClock()
    {
        try { await clock.SaveState(); }
        catch (Exception fault) when (fault is IOException or InvalidOperationException) { /* the store has told of it, or is closed */ }
    }

    // A timer does not know of jumps of the machine's clock: it looks at it twice a second.
    TimeSpan Until(DateTimeOffset next)
    {
        var wait = next - clock.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait < LongestSleep ? wait + TimeSpan.FromMilliseconds(1) : LongestSleep;
    }

    void StartDueJobs()
    {
        lock (gate)
        {
            if (store.UnhealthyReason is not null || places.Free == 0) return;
            foreach (var row in agenda.DueBy(clock.GetUtcNow(), row => !inHand.ContainsKey(row.Id) && places.TryAcquire(row), places.Free))
            {
                var task = RunAfter(lastOf.GetValueOrDefault(row.TransactionNumber, Task.CompletedTask), row);
                running.Begin();
                inHand[row.Id] = (task, running.Total);
                lastOf[row.TransactionNumber] = task;
                _ = ReleaseWhenDone(task, row);
            }
        }
    }

    async Task RunAfter(Task before, ScheduledJob row)
    {
        // Never on the thread that holds the gate.
        await Task.Yield();
        await before;
        try
        {
            await handlers[row.Kind](row, givingUp.Token);
            // A line that somebody has put there anew meanwhile may be due at the same moment: it is another one.
            if (ReferenceEquals(agenda.Find(row.Id), row)) throw new InvalidOperationException($"{row.Kind} did not take its line away.");
        }
        catch (OperationCanceledException) when (givingUp.IsCancellationRequested)
        {
            // The line stays on the agenda: the next start does it.
        }
        catch (Exception fault)
        {
            if (store.UnhealthyReasonFor(fault) is null) LogFault(fault, row.Kind, OrderOf(row), row.AccessId);
            await Task.Delay(RetryDelay, givingUp.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // What has failed may be the reading of the order itself: then its AccessID has to do.
    string OrderOf(ScheduledJob row)
    {
        try { return LogText.Id(ledger?.Find(row.AccessId)?.OrderId); }
        catch (Exception) { return LogText.Unknown; }
    }

    async Task ReleaseWhenDone(Task task, ScheduledJob row)
    {
        await task;
        lock (gate)
        {
            inHand.Remove(row.Id);
            running.End();
            places.Release(row);
            if (lastOf.GetValueOrDefault(row.TransactionNumber) == task) lastOf.Remove(row.TransactionNumber);
        }
        agenda.Wake();
    }

    Task[] AllRunning()
    {
        lock (gate) return [.. inHand.Values.Select(line => line.Task)];
    }

    // What has outlasted our patience is a silent merchant: its deadline is waited for instead.
    Task[] RecentlyStarted()
    {
        lock (gate) return inHand.Count == 0 ? [] : [.. inHand.Values.Where(line => running.Total - line.Began < GracePeriod).Select(line => line.Task)];
    }

    DateTimeOffset? NextJob()
    {
        lock (gate) return places.Free == 0 ? null : agenda.Next(row => !inHand.ContainsKey(row.Id) && places.CanAcquire(row));
    }

    DateTimeOffset? NextDue() => (NextJob(), deadlines.Next) switch
    {
        (null, var wait) => wait,
        (var line, null) => line,
        var (line, wait) => line < wait ? line : wait,
    };

    static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    [LoggerMessage(Level = LogLevel.Error,
        Message = "{Due} OrderID {OrderId} AccessID {AccessId} failed; it stays on the agenda and is tried again")]
    partial void LogFault(Exception fault, JobKind due, string orderId, string accessId);
}
