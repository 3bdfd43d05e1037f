namespace KantanSim.Transactions;

/// <content>The jobs by time: all of them for lists, and those of each shop, because a job is due by the clock of its shop.</content>
internal sealed partial class JobSchedule
{
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
