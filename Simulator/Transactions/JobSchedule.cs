using System.Threading.Channels;
using KantanSim.Storage;
using KantanSim.Storage.Transfer;

namespace KantanSim.Transactions;

/// <summary>All scheduled jobs in the order of time. A job is saved together with the decision that schedules it.</summary>
internal sealed class JobSchedule
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

    /// <summary>The due jobs that match, in the order of their times.</summary>
    /// <param name="now">The time of a shop. A job at this time is due.</param>
    /// <param name="matches">Called once for each job, until there are <paramref name="limit"/> matches.</param>
    public List<ScheduledJob> Due(Func<string, DateTimeOffset> now, Func<ScheduledJob, bool> matches, int limit)
    {
        lock (order) return [.. Merge(DueOfShops(now)).Select(jobs.Find).OfType<ScheduledJob>().Where(matches).Take(limit)];
    }

    /// <summary>How long it is until the next job that matches is due, zero or less when it is due; null when there is none.</summary>
    /// <param name="now">The time of a shop; null: its jobs are left out.</param>
    public TimeSpan? NextIn(Func<string, DateTimeOffset?> now, Func<ScheduledJob, bool> matches)
    {
        lock (order) return orders.Select(shop => NextAt(shop.Value, matches) - now(shop.Key)).Min();
    }

    /// <summary>The time of a shop's next job; null when it has none.</summary>
    public DateTimeOffset? Next(string shopId)
    {
        lock (order) return orders.TryGetValue(shopId, out var ofShop) ? NextAt(ofShop, _ => true) : null;
    }

    /// <summary>The next jobs in order.</summary>
    public List<ScheduledJob> Upcoming(int limit) => After(DateTimeOffset.MinValue, 0, limit);

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

    /// <summary>The number of due jobs.</summary>
    public int CountDue(Func<string, DateTimeOffset> now)
    {
        lock (order) return DueOfShops(now).Sum(due => due.Count());
    }

    /// <summary>The next jobs of a shop, or of all, in order behind a job, which need not exist any more.</summary>
    public List<ScheduledJob> After(DateTimeOffset at, long id, int limit, string? shopId = null)
    {
        lock (order)
        {
            var later = OrderOf(shopId).GetViewBetween((at, id + 1), (DateTimeOffset.MaxValue, long.MaxValue));
            return [.. later.Take(limit).Select(job => jobs.Find(job.Id)).OfType<ScheduledJob>()];
        }
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

    SortedSet<(DateTimeOffset At, long Id)> OrderOf(string? shopId) =>
        shopId is null ? order : orders.GetValueOrDefault(shopId) ?? [];

    IEnumerable<IEnumerable<(DateTimeOffset At, long Id)>> DueOfShops(Func<string, DateTimeOffset> now)
    {
        foreach (var (shopId, ofShop) in orders)
        {
            var until = now(shopId);
            if (ofShop.Min.At <= until) yield return ofShop.TakeWhile(job => job.At <= until);
        }
    }

    // The ids of the jobs of several shops, each in order, in the order of all.
    static IEnumerable<long> Merge(IEnumerable<IEnumerable<(DateTimeOffset At, long Id)>> sources)
    {
        var next = new PriorityQueue<IEnumerator<(DateTimeOffset At, long Id)>, (DateTimeOffset At, long Id)>();
        foreach (var source in sources.Select(source => source.GetEnumerator()))
            if (source.MoveNext()) next.Enqueue(source, source.Current);
        while (next.TryDequeue(out var source, out var job))
        {
            yield return job.Id;
            if (source.MoveNext()) next.Enqueue(source, source.Current);
        }
    }

    DateTimeOffset? NextAt(SortedSet<(DateTimeOffset At, long Id)> ofShop, Func<ScheduledJob, bool> matches) =>
        ofShop.Select(job => jobs.Find(job.Id)).OfType<ScheduledJob>().FirstOrDefault(matches)?.At;

    void Reorder(long id)
    {
        ScheduledJob? job;
        lock (order)
        {
            if (places.Remove(id, out var before)) RemoveFromOrder(before.ShopId, (before.At, id));
            job = jobs.Find(id);
            if (job is not null) AddToOrder(job);
        }
        JobsChanged?.Invoke(ScheduledJob.TransactionNumberOf(id));
        if (job is not null) Wake();
    }

    void AddToOrder(ScheduledJob job)
    {
        places[job.Id] = (job.ShopId, job.At);
        ids.Add(job.Id);
        order.Add((job.At, job.Id));
        if (!orders.TryGetValue(job.ShopId, out var ofShop)) orders[job.ShopId] = ofShop = [];
        ofShop.Add((job.At, job.Id));
    }

    void RemoveFromOrder(string shopId, (DateTimeOffset At, long Id) job)
    {
        ids.Remove(job.Id);
        order.Remove(job);
        var ofShop = orders[shopId];
        ofShop.Remove(job);
        if (ofShop.Count == 0) orders.Remove(shopId);
    }
}
