using KantanSim.Transactions;

namespace KantanSim.Scheduling;

/// <summary>The jobs of some kinds that an advance has run.</summary>
/// <param name="Count">The number of jobs.</param>
/// <param name="Jobs">The first of them.</param>
internal sealed record JobsRun(int Count, IReadOnlyList<ScheduledJob> Jobs);

/// <summary>An advance of a shop's clock, or of all clocks: how far it is, and what has happened. It can be canceled.</summary>
/// <param name="shopId">Null: all clocks.</param>
/// <param name="from">The time of the clock at the beginning.</param>
/// <param name="by">The span to advance.</param>
internal sealed class ClockAdvance(string? shopId, DateTimeOffset from, TimeSpan by)
{
    /// <summary>The maximum number of jobs that are kept for each kind; more are only counted.</summary>
    public const int MaxJobs = 100;

    readonly Dictionary<JobKind, (int Count, List<ScheduledJob> Jobs)> jobs = [];
    readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    volatile bool isCancelRequested;

    public string? ShopId => shopId;

    public DateTimeOffset From => from;

    public TimeSpan By => by;

    /// <summary>The span that the clock was moved so far.</summary>
    public TimeSpan Passed { get; private set; }

    /// <summary>The number of moments so far at which something was due.</summary>
    public int Moments { get; private set; }

    public bool IsCancelRequested => isCancelRequested;

    /// <summary>Whether it was stopped before its end: by a cancel, by a caller that has gone, or by an error.</summary>
    public bool WasStopped => ended.Task.IsCompleted && (Passed < by || Failure is not null);

    /// <summary>The error that ended it; null for none.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Stops the advance before its next moment. The task completes when it has stopped.</summary>
    public Task Cancel()
    {
        isCancelRequested = true;
        return ended.Task;
    }

    /// <summary>The ends of payment terms and of authorizations.</summary>
    public JobsRun Expired => JobsOf(JobKind.Expiry, JobKind.AuthExpiry);

    /// <summary>The months of recurring payments that were charged.</summary>
    public JobsRun Charged => JobsOf(JobKind.Charge);

    /// <summary>The notifications that were tried.</summary>
    public JobsRun Notified => JobsOf(JobKind.Notification);

    /// <summary>The sales and refunds that were deposited.</summary>
    public JobsRun Deposited => JobsOf(JobKind.Settlement, JobKind.Refund);

    // Oldest first.
    JobsRun JobsOf(params ReadOnlySpan<JobKind> kinds)
    {
        lock (jobs)
        {
            var (count, found) = (0, new List<ScheduledJob>());
            foreach (var kind in kinds)
            {
                if (!jobs.TryGetValue(kind, out var ran)) continue;
                count += ran.Count;
                found.AddRange(ran.Jobs);
            }
            return new(count, [.. found.OrderBy(job => job.At).ThenBy(job => job.Id).Take(MaxJobs)]);
        }
    }

    internal void MovedBy(TimeSpan span, bool isMoment)
    {
        Passed += span;
        if (isMoment) Moments++;
    }

    internal void Add(ScheduledJob job)
    {
        if (shopId is not null && shopId != job.ShopId) return;
        lock (jobs)
        {
            var (count, kept) = jobs.TryGetValue(job.Kind, out var ran) ? ran : (0, []);
            if (kept.Count < MaxJobs) kept.Add(job);
            jobs[job.Kind] = (count + 1, kept);
        }
    }

    internal void Fail(Exception failure) => Failure = failure;

    internal void End() => ended.TrySetResult();
}
