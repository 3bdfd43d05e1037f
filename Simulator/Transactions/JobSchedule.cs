using System.Threading.Channels;
using KantanSim.Storage;
using KantanSim.Storage.Transfer;

namespace KantanSim.Transactions;

/// <summary>All scheduled jobs in the order of time. A job is saved together with the decision that schedules it.</summary>
internal sealed partial class JobSchedule
{
    readonly Table<long, ScheduledJob> jobs;
    // All jobs by time, for lists; and the jobs of each shop by time, because a job is due by the clock of its shop.
    readonly SortedSet<(DateTimeOffset At, long Id)> order = [];
    readonly Dictionary<string, SortedSet<(DateTimeOffset At, long Id)>> orders = new(StringComparer.Ordinal);
    readonly Dictionary<long, (string ShopId, DateTimeOffset At)> places = [];
    readonly SortedSet<long> ids = [];
    readonly Channel<bool> wakeUps = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public JobSchedule(Store store)
    {
        jobs = store.Table<ScheduledJob>("agenda", TransactionJson.Default, resident: true);
        foreach (var job in jobs.All()) AddToOrder(job);
    }

    public StoreCollection Collection => jobs;

    /// <summary>Called with the number of a payment when its jobs have changed and that is saved.</summary>
    public Action<long>? JobsChanged { get; set; }

    /// <summary>The numbers of the payments with a job. A payment with several jobs is in the list several times.</summary>
    public List<long> Numbers()
    {
        lock (order) return [.. ids.Select(ScheduledJob.TransactionNumberOf)];
    }

    /// <summary>Whether a payment has a job.</summary>
    public bool HasAny(long number)
    {
        lock (order) return IdsOf(number).Count > 0;
    }

    /// <summary>Becomes readable when a job was added or its time has changed.</summary>
    public ChannelReader<bool> WakeUps => wakeUps.Reader;

    public void Put(UnitOfWork work, ScheduledJob job)
    {
        work.Put(jobs, job.Id, job);
        work.WhenSaved(() => Reorder(job.Id));
    }

    public void Remove(UnitOfWork work, long id)
    {
        if (work.Find(jobs, id) is null) return;
        work.Delete(jobs, id);
        work.WhenSaved(() => Reorder(id));
    }

    public ScheduledJob? Find(long id) => jobs.Find(id);

    /// <summary>Whether a job was neither removed nor replaced since it was read.</summary>
    public bool IsUnchanged(UnitOfWork work, ScheduledJob job) => ReferenceEquals(work.Find(jobs, job.Id), job);

    /// <summary>
    /// Whether a job is still scheduled, or a resend of it. Neither holds for a job that was removed, or replaced by a restore.
    /// </summary>
    public bool IsScheduled(UnitOfWork work, ScheduledJob job) => IsSame(work.Find(jobs, job.Id), job);

    /// <inheritdoc cref="IsScheduled(UnitOfWork, ScheduledJob)"/>
    public bool IsScheduled(ScheduledJob job) => IsSame(Find(job.Id), job);

    /// <summary>Schedules a job again at another time, while its handler may run.</summary>
    public void Resend(UnitOfWork work, ScheduledJob job)
    {
        var before = work.Find(jobs, job.Id);
        Put(work, job with { Resent = before?.Resent ?? before });
    }

    static bool IsSame(ScheduledJob? current, ScheduledJob job) =>
        current is not null && ReferenceEquals(current.Resent ?? current, job.Resent ?? job);

    public int Count
    {
        get { lock (order) return order.Count; }
    }

    /// <summary>The number of jobs of a shop, or of all.</summary>
    public int CountOf(string? shopId)
    {
        lock (order) return OrderOf(shopId).Count;
    }

    /// <summary>The number of jobs of a kind.</summary>
    public int CountOf(JobKind kind)
    {
        lock (order) return ids.Count(id => ScheduledJob.KindOf(id) == kind);
    }

    public List<ScheduledJob> ForTransaction(Transaction transaction)
    {
        lock (order) return [.. IdsOf(transaction.Number).Select(jobs.Find).OfType<ScheduledJob>()];
    }

    /// <summary>A job as a line of an export.</summary>
    public ExportLine Line(ScheduledJob job) => jobs.Line(job.Id, job);

    /// <exception cref="FormatException">A row cannot be read.</exception>
    public List<ScheduledJob> Read(RowSet rows) => [.. rows.Take(jobs).Select(job => job.Row)];

    public void Clear()
    {
        lock (order)
        {
            order.Clear();
            orders.Clear();
            places.Clear();
            ids.Clear();
        }
    }

    /// <summary>Makes <see cref="WakeUps"/> readable.</summary>
    public void Wake() => wakeUps.Writer.TryWrite(true);

    SortedSet<long> IdsOf(long number) => ids.GetViewBetween(ScheduledJob.IdOf(number, 0), ScheduledJob.IdOf(number + 1, 0) - 1);
}
