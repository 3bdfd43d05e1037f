using System.Threading.Channels;
using KantanSim.Storage;

namespace KantanSim.Transactions;

/// <summary>All that is due later, in the order of time. Lines are saved with the decision that made them; this is their one list.</summary>
internal sealed class JobSchedule
{
    readonly Table<long, ScheduledJob> rows;
    readonly SortedSet<(DateTimeOffset At, long Id)> order = [];
    readonly Dictionary<long, DateTimeOffset> placed = [];
    readonly SortedSet<long> ids = [];
    readonly Channel<bool> changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public JobSchedule(Store store)
    {
        rows = store.Table<ScheduledJob>("agenda", TransactionJson.Default, resident: true);
        foreach (var row in rows.All()) Place(row);
    }

    public StoreCollection Collection => rows;

    /// <summary>Told of each payment whose lines have changed, by its number, once that is saved.</summary>
    public Action<long>? JobsChanged { get; set; }

    /// <summary>The numbers of the payments for which something is due; one may be there several times.</summary>
    public List<long> Numbers()
    {
        lock (order) return [.. ids.Select(ScheduledJob.TransactionNumberOf)];
    }

    /// <summary>Whether anything is due for a payment.</summary>
    public bool HasAny(long number)
    {
        lock (order)
        {
            var first = ScheduledJob.IdOf(number, 0);
            return ids.GetViewBetween(first, ScheduledJob.IdOf(number + 1, 0) - 1).Count > 0;
        }
    }

    /// <summary>Becomes readable whenever a line came or moved.</summary>
    public ChannelReader<bool> WakeUps => changed.Reader;

    public void Put(UnitOfWork writing, ScheduledJob row)
    {
        writing.Put(rows, row.Id, row);
        writing.WhenSaved(() => Reorder(row.Id));
    }

    public void Remove(UnitOfWork writing, long id)
    {
        if (writing.Find(rows, id) is null) return;
        writing.Delete(rows, id);
        writing.WhenSaved(() => Reorder(id));
    }

    public ScheduledJob? Find(long id) => rows.Find(id);

    /// <summary>Whether a line is there as it was found: nobody has taken it away, or put another in its place.</summary>
    public bool IsUnchanged(UnitOfWork writing, ScheduledJob row) => ReferenceEquals(writing.Find(rows, row.Id), row);

    /// <summary>Up to a number of lines due at a moment or before it that fit, in order; each is asked for once.</summary>
    public List<ScheduledJob> DueBy(DateTimeOffset moment, Func<ScheduledJob, bool> fits, int limit)
    {
        lock (order) return [.. InOrder().TakeWhile(row => row.At <= moment).Where(fits).Take(limit)];
    }

    /// <summary>When the next line is due that fits, or null.</summary>
    public DateTimeOffset? Next(Func<ScheduledJob, bool> fits)
    {
        lock (order) return InOrder().FirstOrDefault(fits)?.At;
    }

    /// <summary>The next lines in order, at most a number of them.</summary>
    public List<ScheduledJob> Upcoming(int limit) => DueBy(DateTimeOffset.MaxValue, _ => true, limit);

    /// <summary>How many lines there are.</summary>
    public int Count
    {
        get { lock (order) return order.Count; }
    }

    /// <summary>How many lines fit, by when they are due and what for.</summary>
    public int CountOf(Func<DateTimeOffset, JobKind, bool> fits)
    {
        lock (order) return order.Count(line => fits(line.At, ScheduledJob.KindOf(line.Id)));
    }

    /// <summary>The next lines in order behind a place, at most a number of them.</summary>
    public List<ScheduledJob> After(DateTimeOffset at, long id, int limit)
    {
        lock (order)
            return [.. order.GetViewBetween((at, id + 1), (DateTimeOffset.MaxValue, long.MaxValue)).Take(limit).Select(line => rows.Find(line.Id)).OfType<ScheduledJob>()];
    }

    /// <summary>The lines of one transaction.</summary>
    public List<ScheduledJob> ForTransaction(Transaction transaction)
    {
        lock (order)
            return [.. ids.GetViewBetween(ScheduledJob.IdOf(transaction.Number, 0), ScheduledJob.IdOf(transaction.Number + 1, 0) - 1).Select(rows.Find).OfType<ScheduledJob>()];
    }

    public void Clear()
    {
        lock (order)
        {
            order.Clear();
            placed.Clear();
            ids.Clear();
        }
    }

    /// <summary>Wakes whoever waits for <see cref="WakeUps"/>.</summary>
    public void Wake() => changed.Writer.TryWrite(true);

    IEnumerable<ScheduledJob> InOrder() => order.Select(line => rows.Find(line.Id)).OfType<ScheduledJob>();

    void Reorder(long id)
    {
        bool isThere;
        lock (order)
        {
            if (placed.Remove(id, out var before)) order.Remove((before, id));
            ids.Remove(id);
            if ((isThere = rows.Find(id) is not null)) Place(rows.Find(id)!);
        }
        JobsChanged?.Invoke(ScheduledJob.TransactionNumberOf(id));
        if (isThere) Wake();
    }

    void Place(ScheduledJob row)
    {
        order.Add((row.At, row.Id));
        placed[row.Id] = row.At;
        ids.Add(row.Id);
    }
}
