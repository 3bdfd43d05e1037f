using System.Threading.Channels;
using KantanSim.Storage;

namespace KantanSim.Transactions;

/// <summary>All that is due later, in the order of time. Lines are saved with the decision that made them; this is their one list.</summary>
internal sealed class Agenda
{
    readonly Table<long, AgendaRow> rows;
    readonly SortedSet<(DateTimeOffset At, long Id)> order = [];
    readonly Dictionary<long, DateTimeOffset> placed = [];
    readonly SortedSet<long> ids = [];
    readonly Channel<bool> changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public Agenda(Store store)
    {
        rows = store.Table<AgendaRow>("agenda", TransactionJson.Default, resident: true);
        foreach (var row in rows.All()) Place(row);
    }

    public Shelf Shelf => rows;

    /// <summary>Told of each payment whose lines have changed, by its number, once that is saved.</summary>
    public Action<long>? Settled { get; set; }

    /// <summary>The numbers of the payments for which something is due; one may be there several times.</summary>
    public List<long> Numbers()
    {
        lock (order) return [.. ids.Select(AgendaRow.NumberOf)];
    }

    /// <summary>Whether anything is due for a payment.</summary>
    public bool HasAny(long number)
    {
        lock (order)
        {
            var first = AgendaRow.IdOf(number, 0);
            return ids.GetViewBetween(first, AgendaRow.IdOf(number + 1, 0) - 1).Count > 0;
        }
    }

    /// <summary>Becomes readable whenever a line came or moved.</summary>
    public ChannelReader<bool> Changed => changed.Reader;

    public void Put(Writing writing, AgendaRow row)
    {
        writing.Put(rows, row.Id, row);
        writing.WhenSaved(() => Reorder(row.Id));
    }

    public void Done(Writing writing, long id)
    {
        if (writing.Find(rows, id) is null) return;
        writing.Delete(rows, id);
        writing.WhenSaved(() => Reorder(id));
    }

    public AgendaRow? Find(long id) => rows.Find(id);

    /// <summary>Whether a line is there as it was found: nobody has taken it away, or put another in its place.</summary>
    public bool Stands(Writing writing, AgendaRow row) => ReferenceEquals(writing.Find(rows, row.Id), row);

    /// <summary>Up to a number of lines due at a moment or before it that fit, in order; each is asked for once.</summary>
    public List<AgendaRow> DueBy(DateTimeOffset moment, Func<AgendaRow, bool> fits, int limit)
    {
        lock (order) return [.. InOrder().TakeWhile(row => row.At <= moment).Where(fits).Take(limit)];
    }

    /// <summary>When the next line is due that fits, or null.</summary>
    public DateTimeOffset? Next(Func<AgendaRow, bool> fits)
    {
        lock (order) return InOrder().FirstOrDefault(fits)?.At;
    }

    /// <summary>The next lines in order, at most a number of them.</summary>
    public List<AgendaRow> Upcoming(int limit) => DueBy(DateTimeOffset.MaxValue, _ => true, limit);

    /// <summary>How many lines there are.</summary>
    public int Count
    {
        get { lock (order) return order.Count; }
    }

    /// <summary>How many lines fit, by when they are due and what for.</summary>
    public int CountOf(Func<DateTimeOffset, Due, bool> fits)
    {
        lock (order) return order.Count(line => fits(line.At, AgendaRow.DueOf(line.Id)));
    }

    /// <summary>The next lines in order behind a place, at most a number of them.</summary>
    public List<AgendaRow> After(DateTimeOffset at, long id, int limit)
    {
        lock (order)
            return [.. order.GetViewBetween((at, id + 1), (DateTimeOffset.MaxValue, long.MaxValue)).Take(limit).Select(line => rows.Find(line.Id)).OfType<AgendaRow>()];
    }

    /// <summary>The lines of one transaction.</summary>
    public List<AgendaRow> Of(Transaction transaction)
    {
        lock (order)
            return [.. ids.GetViewBetween(AgendaRow.IdOf(transaction.Number, 0), AgendaRow.IdOf(transaction.Number + 1, 0) - 1).Select(rows.Find).OfType<AgendaRow>()];
    }

    public void Forget()
    {
        lock (order)
        {
            order.Clear();
            placed.Clear();
            ids.Clear();
        }
    }

    /// <summary>Wakes whoever waits for <see cref="Changed"/>.</summary>
    public void LookAgain() => changed.Writer.TryWrite(true);

    IEnumerable<AgendaRow> InOrder() => order.Select(line => rows.Find(line.Id)).OfType<AgendaRow>();

    void Reorder(long id)
    {
        bool isThere;
        lock (order)
        {
            if (placed.Remove(id, out var before)) order.Remove((before, id));
            ids.Remove(id);
            if ((isThere = rows.Find(id) is not null)) Place(rows.Find(id)!);
        }
        Settled?.Invoke(AgendaRow.NumberOf(id));
        if (isThere) LookAgain();
    }

    void Place(AgendaRow row)
    {
        order.Add((row.At, row.Id));
        placed[row.Id] = row.At;
        ids.Add(row.Id);
    }
}
