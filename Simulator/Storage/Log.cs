using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;
using LiteDB;
using JsonSerializer = System.Text.Json.JsonSerializer;

namespace KantanSim.Storage;

/// <summary>
/// Lists that only grow, one per owner. What came between two settlements is one document, so a long list costs as
/// little as a short one; the document's id is the owner and the number of the settlement.
/// </summary>
internal sealed class Log<TItem> : Shelf where TItem : class
{
    internal const int SettlementBits = 28;

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
        var settled = CollectionIn(database).Find(Query.And(Query.GTE("_id", FirstId(owner)), Query.LT("_id", FirstId(owner + 1)))).ToList();
        var known = settled.Select(document => document["_id"].AsInt64 - FirstId(owner)).ToHashSet();
        return
        [
            .. settled.SelectMany(document => document["v"].AsArray).Select(row => JsonSerializer.Deserialize(row.AsBinary, json)!),
            .. fresh.Where(item => !known.Contains(item.Settlement)).Select(item => item.Item),
        ];
    }

    internal JournalEntry Appending(long owner, TItem item) =>
        new(JournalVerb.Append, Name, owner, JsonSerializer.SerializeToUtf8Bytes(item, json));

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
        foreach (var (owner, rows) in unsettled) collection.Upsert(Document(owner, settlement, rows));
    }

    internal override void Settled()
    {
        unsettled.Clear();
        recent.Clear();
    }

    internal override void Clear(ILiteDatabase database)
    {
        CollectionIn(database).DeleteAll();
        Settled();
    }

    internal void DeleteOwner(ILiteDatabase database, long owner) =>
        CollectionIn(database).DeleteMany("_id >= @0 AND _id < @1", FirstId(owner), FirstId(owner + 1));

    internal static BsonDocument Document(long owner, long settlement, IEnumerable<byte[]> rows) => new()
    {
        ["_id"] = FirstId(owner) + settlement,
        ["v"] = new BsonArray(rows.Select(row => new BsonValue(row))),
    };

    static long FirstId(long owner) => owner << SettlementBits;

    List<(long Settlement, TItem Item)> Recent(long owner)
    {
        if (!recent.TryGetValue(owner, out var items)) return [];
        lock (items) return [.. items];
    }
}
