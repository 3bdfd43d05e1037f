using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;
using LiteDB;
using JsonSerializer = System.Text.Json.JsonSerializer;

namespace KantanSim.Storage;

/// <summary>
/// Lists that only grow, one per owner, until they are dropped whole. What came between two settlements for some neighbouring
/// owners is one document, so a long list costs as little as a short one.
/// </summary>
internal sealed class Log<TItem> : Shelf where TItem : class
{
    readonly ILiteDatabase database;
    readonly Func<long> settlements;
    readonly JsonTypeInfo<TItem> json;
    readonly ConcurrentDictionary<long, Fresh> recent = new();
    readonly List<(JournalEntry Entry, TItem? Item)> staged = [];
    readonly List<JournalEntry> unsettled = [];

    internal Log(string name, ILiteDatabase database, JsonTypeInfo<TItem> json, Func<long> settlements) : base(name) =>
        (this.database, this.json, this.settlements) = (database, json, settlements);

    /// <summary>The owner's items, oldest first, as last saved to disk.</summary>
    public List<TItem> Read(long owner)
    {
        // The recent ones first: what a settlement moves in the meantime is then found in its document.
        var (isDropped, fresh) = recent.TryGetValue(owner, out var known) ? known.Copy() : (false, []);
        var settled = isDropped ? [] : LogDocument.Of(CollectionIn(database), owner);
        var moved = settled.Select(LogDocument.SettlementOf).ToHashSet();
        return
        [
            .. settled.SelectMany(RowDocument.Rows).Where(row => row.Key.AsInt64 == owner).Select(row => JsonSerializer.Deserialize(row.Json, json)!),
            .. fresh.Where(item => !moved.Contains(item.Settlement)).Select(item => item.Item),
        ];
    }

    internal JournalEntry Appending(long owner, TItem item) =>
        new(JournalVerb.Append, Name, LogDocument.NeighboursOf(owner), owner, JsonSerializer.SerializeToUtf8Bytes(item, json));

    internal JournalEntry Dropping(long owner) => new(JournalVerb.Drop, Name, LogDocument.NeighboursOf(owner), owner, []);

    internal override int Unsettled => unsettled.Count;

    internal override void Stage(JournalEntry entry, object? value) => staged.Add((entry, (TItem?)value));

    internal override void Publish()
    {
        foreach (var (entry, item) in staged)
        {
            unsettled.Add(entry);
            recent.GetOrAdd(entry.Key.AsInt64, static _ => new()).Add(settlements() + 1, item);
        }
        staged.Clear();
    }

    internal override void Discard() => staged.Clear();

    internal override void Settle(ILiteDatabase database, long settlement)
    {
        var collection = CollectionIn(database);
        foreach (var document in unsettled.GroupBy(entry => entry.Document))
            LogDocument.Change(collection, document.Key.AsInt64, settlement, document);
    }

    internal override void Moved()
    {
        unsettled.Clear();
        recent.Clear();
    }

    internal override void Cleared() => Moved();

    /// <summary>An owner's items that are in no document yet; null drops all before it.</summary>
    sealed class Fresh
    {
        readonly List<(long Settlement, TItem Item)> items = [];
        bool isDropped;

        public void Add(long settlement, TItem? item)
        {
            lock (items)
            {
                if (item is null) items.Clear();
                else items.Add((settlement, item));
                isDropped |= item is null;
            }
        }

        public (bool IsDropped, List<(long Settlement, TItem Item)> Items) Copy()
        {
            lock (items) return (isDropped, [.. items]);
        }
    }
}
