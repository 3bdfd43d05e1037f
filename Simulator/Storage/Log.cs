using System.Collections.Concurrent;

namespace KantanSim.Storage;

/// <summary>
/// Lists that only grow, one per owner, until they are dropped whole. What came between two settlements for some neighbouring
/// owners is one document, so a long list costs as little as a short one.
/// </summary>
internal sealed class Log<TItem> : Shelf where TItem : class
{
    readonly RowJson<TItem> json;
    readonly List<(JournalEntry Entry, bool IsFirst)> staged = [];
    List<JournalEntry> gathered = [];
    List<JournalEntry> settling = [];
    // One reference, so that a reader has both as they are at one moment.
    volatile Generations recent = new(new(), new());

    internal Log(string name, Database database, RowJson<TItem> json) : base(name, database) => this.json = json;

    /// <summary>The owner's items, oldest first, as last saved to disk.</summary>
    public List<TItem> Read(long owner)
    {
        // The recent ones first: what a settlement moves in the meantime is then found in its document.
        var (before, now) = recent;
        var (older, newer) = (before.Of(owner), now.Of(owner));
        var settled = older.IsWhole || newer.IsWhole ? [] : Read(collection => LogDocument.Of(collection, owner));
        var moved = settled.Select(LogDocument.SettlementOf).ToHashSet();
        return
        [
            .. settled.SelectMany(RowDocument.Rows).Where(row => row.Key.AsInt64 == owner).Select(row => row.Json)
                .Concat(newer.IsWhole || moved.Contains(before.Settlement) ? [] : older.Items)
                .Concat(moved.Contains(now.Settlement) ? [] : newer.Items)
                .Select(json.Read),
        ];
    }

    internal JournalEntry Appending(long owner, TItem item) =>
        new(JournalVerb.Append, Name, LogDocument.NeighboursOf(owner), owner, json.Write(item));

    internal JournalEntry Dropping(long owner) => new(JournalVerb.Drop, Name, LogDocument.NeighboursOf(owner), owner, []);

    internal override int Gathered => gathered.Count;

    internal override void Stage(JournalEntry entry, object? value) => staged.Add((entry, value is true));

    internal override void Publish()
    {
        foreach (var (entry, isFirst) in staged)
        {
            gathered.Add(entry);
            recent.Gathered.Add(entry, isFirst);
        }
        staged.Clear();
    }

    internal override void Discard() => staged.Clear();

    internal override void Turn(long settlement)
    {
        (gathered, settling) = (settling, gathered);
        recent.Gathered.Settlement = settlement;
        recent = new(recent.Gathered, new());
    }

    internal override void Settle()
    {
        var settlement = recent.Settling.Settlement;
        foreach (var document in settling.GroupBy(entry => entry.Document.Number))
            Change(collection => LogDocument.Change(collection, document.Key, settlement, document));
    }

    internal override void Moved()
    {
        settling.Clear();
        recent = new(new(), recent.Gathered);
    }

    internal override void Cleared() => recent = new(new(), new());

    sealed record Generations(Generation Settling, Generation Gathered);

    /// <summary>What came between two settlements. The second moves it, and is not known before it begins.</summary>
    sealed class Generation
    {
        readonly ConcurrentDictionary<long, Fresh> fresh = new();
        long settlement;

        public long Settlement
        {
            get => Volatile.Read(ref settlement);
            set => Volatile.Write(ref settlement, value);
        }

        public void Add(JournalEntry entry, bool isFirst) => fresh.GetOrAdd(entry.Key.Number, static _ => new()).Add(entry, isFirst);

        public (bool IsWhole, List<byte[]> Items) Of(long owner) => fresh.TryGetValue(owner, out var known) ? known.Copy() : (false, []);
    }

    /// <summary>An owner's items of a generation, as they are written: to keep them as objects would cost every collection of memory. They are whole when nothing before counts.</summary>
    sealed class Fresh
    {
        readonly List<byte[]> items = [];
        bool isWhole;

        public void Add(JournalEntry entry, bool isFirst)
        {
            lock (items)
            {
                if (entry.Verb == JournalVerb.Append) items.Add(entry.Json);
                else items.Clear();
                isWhole |= isFirst;
            }
        }

        public (bool IsWhole, List<byte[]> Items) Copy()
        {
            lock (items) return (isWhole, [.. items]);
        }
    }
}
