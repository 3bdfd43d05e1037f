using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;
using JsonSerializer = System.Text.Json.JsonSerializer;

namespace KantanSim.Storage;

/// <summary>
/// Lists that only grow, one per owner, until they are dropped whole. What came between two settlements for some neighbouring
/// owners is one document, so a long list costs as little as a short one.
/// </summary>
internal sealed class Log<TItem> : Shelf where TItem : class
{
    readonly JsonTypeInfo<TItem> json;
    readonly List<(JournalEntry Entry, TItem? Item, bool IsFirst)> staged = [];
    List<JournalEntry> gathered = [];
    List<JournalEntry> settling = [];
    // One reference, so that a reader has both as they are at one moment.
    volatile Generations recent = new(new(), new());

    internal Log(string name, Database database, JsonTypeInfo<TItem> json) : base(name, database) => this.json = json;

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
            .. settled.SelectMany(RowDocument.Rows).Where(row => row.Key.AsInt64 == owner).Select(row => JsonSerializer.Deserialize(row.Json, json)!),
            .. newer.IsWhole || moved.Contains(before.Settlement) ? [] : older.Items,
            .. moved.Contains(now.Settlement) ? [] : newer.Items,
        ];
    }

    internal JournalEntry Appending(long owner, TItem item) =>
        new(JournalVerb.Append, Name, LogDocument.NeighboursOf(owner), owner, JsonSerializer.SerializeToUtf8Bytes(item, json));

    internal JournalEntry Dropping(long owner) => new(JournalVerb.Drop, Name, LogDocument.NeighboursOf(owner), owner, []);

    internal override int Gathered => gathered.Count;

    internal override void Stage(JournalEntry entry, object? value)
    {
        var (item, isFirst) = ((TItem?, bool))value!;
        staged.Add((entry, item, isFirst));
    }

    internal override void Publish()
    {
        foreach (var (entry, item, isFirst) in staged)
        {
            gathered.Add(entry);
            recent.Gathered.Add(entry.Key.AsInt64, item, isFirst);
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
        foreach (var document in settling.GroupBy(entry => entry.Document))
            Change(collection => LogDocument.Change(collection, document.Key.AsInt64, settlement, document));
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

        public void Add(long owner, TItem? item, bool isFirst) => fresh.GetOrAdd(owner, static _ => new()).Add(item, isFirst);

        public (bool IsWhole, List<TItem> Items) Of(long owner) => fresh.TryGetValue(owner, out var known) ? known.Copy() : (false, []);
    }

    /// <summary>An owner's items of a generation; null drops all before it. It is whole when nothing before it counts.</summary>
    sealed class Fresh
    {
        readonly List<TItem> items = [];
        bool isWhole;

        public void Add(TItem? item, bool isFirst)
        {
            lock (items)
            {
                if (item is null) items.Clear();
                else items.Add(item);
                isWhole |= isFirst;
            }
        }

        public (bool IsWhole, List<TItem> Items) Copy()
        {
            lock (items) return (isWhole, [.. items]);
        }
    }
}
