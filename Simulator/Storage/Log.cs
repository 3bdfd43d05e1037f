using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;
using LiteDB;
using JsonSerializer = System.Text.Json.JsonSerializer;

namespace KantanSim.Storage;

/// <summary>
/// Lists that only grow, one per owner. What came between two settlements for some neighbouring owners is one document, so a
/// long list costs as little as a short one; the document's id is made of the owners' and the settlement's numbers.
/// </summary>
internal sealed class Log<TItem> : Shelf where TItem : class
{
    const int SettlementBits = 28;
    const int NeighbourBits = 4;

    readonly ILiteDatabase database;
    readonly Func<long> settlements;
    readonly JsonTypeInfo<TItem> json;
    readonly ConcurrentDictionary<long, List<(long Settlement, TItem Item)>> recent = new();
    readonly List<(long Owner, TItem Item, byte[] Json)> staged = [];
    readonly Dictionary<long, List<byte[]>> unsettled = [];

    internal Log(string name, ILiteDatabase database, JsonTypeInfo<TItem> json, Func<long> settlements) : base(name) =>
        (this.database, this.json, this.settlements) = (database, json, settlements);

    /// <summary>The owner's items, oldest first, as last saved to disk.</summary>
    public List<TItem> Read(long owner)
    {
        // The recent ones first: what a settlement moves in the meantime is then found in its document.
        var fresh = Recent(owner);
        var settled = CollectionIn(database).Find(Query.And(Query.GTE("_id", FirstId(owner)), Query.LT("_id", FirstId(owner) + (1L << SettlementBits)))).ToList();
        var known = settled.Select(document => document["_id"].AsInt64 - FirstId(owner)).ToHashSet();
        return
        [
            .. settled.SelectMany(RowDocument.Rows).Where(row => row.Key.AsInt64 == owner).Select(row => JsonSerializer.Deserialize(row.Json, json)!),
            .. fresh.Where(item => !known.Contains(item.Settlement)).Select(item => item.Item),
        ];
    }

    /// <summary>The settled items of all owners, an owner's oldest first.</summary>
    public IEnumerable<TItem> Settled() => CollectionIn(database).FindAll().OrderBy(document => document["_id"].AsInt64)
        .SelectMany(RowDocument.Rows).Select(row => JsonSerializer.Deserialize(row.Json, json)!);

    internal JournalEntry Appending(long owner, TItem item) =>
        new(JournalVerb.Append, Name, owner >> NeighbourBits, owner, JsonSerializer.SerializeToUtf8Bytes(item, json));

    internal override int Unsettled => unsettled.Count;

    internal override void Stage(JournalEntry entry, object? value) => staged.Add((entry.Key.AsInt64, (TItem)value!, entry.Json));

    internal override void Publish()
    {
        foreach (var (owner, item, bytes) in staged)
        {
            if (!unsettled.TryGetValue(owner, out var rows)) unsettled[owner] = rows = [];
            rows.Add(bytes);
            var items = recent.GetOrAdd(owner, static _ => []);
            lock (items) items.Add((settlements() + 1, item));
        }
        staged.Clear();
    }

    internal override void Discard() => staged.Clear();

    internal override void Settle(ILiteDatabase database, long settlement)
    {
        var collection = CollectionIn(database);
        foreach (var document in unsettled.GroupBy(list => list.Key >> NeighbourBits))
            collection.Upsert(Document(document.Key, settlement, document.SelectMany(list => list.Value.Select(row => ((BsonValue)list.Key, row)))));
    }

    internal override void Moved()
    {
        unsettled.Clear();
        recent.Clear();
    }

    internal override void Clear(ILiteDatabase database)
    {
        CollectionIn(database).DeleteAll();
        Moved();
    }

    internal void DeleteOwner(ILiteDatabase database, long owner)
    {
        var collection = CollectionIn(database);
        var documents = collection.Find(Query.And(Query.GTE("_id", FirstId(owner)), Query.LT("_id", FirstId(owner) + (1L << SettlementBits)))).ToList();
        foreach (var document in documents)
        {
            (BsonValue Key, byte[] Json)[] others = [.. RowDocument.Rows(document).Where(row => row.Key.AsInt64 != owner)];
            if (others.Length == 0) collection.Delete(document["_id"]);
            else collection.Update(RowDocument.Of(document["_id"], others));
        }
    }

    internal static BsonDocument Document(long neighbours, long settlement, IEnumerable<(BsonValue Owner, byte[] Json)> rows) =>
        RowDocument.Of((neighbours << SettlementBits) + settlement, [.. rows]);

    static long FirstId(long owner) => (owner >> NeighbourBits) << SettlementBits;

    List<(long Settlement, TItem Item)> Recent(long owner)
    {
        if (!recent.TryGetValue(owner, out var items)) return [];
        lock (items) return [.. items];
    }
}
