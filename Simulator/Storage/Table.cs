using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;
using LiteDB;
using JsonSerializer = System.Text.Json.JsonSerializer;

namespace KantanSim.Storage;

/// <summary>
/// Rows by key. A resident table is small and kept in memory whole; of any other only the recently changed rows are,
/// at most <see cref="RecentRows"/> of them once settled.
/// </summary>
internal sealed class Table<TKey, TRow> : Shelf where TKey : notnull where TRow : class
{
    public const int RecentRows = 16_384;

    readonly ILiteDatabase database;
    readonly JsonTypeInfo<TRow> json;
    readonly Func<TKey, BsonValue> bson;
    readonly Func<BsonValue, TKey> keyOf;
    readonly bool resident;
    readonly ConcurrentDictionary<TKey, TRow?> recent = new();
    readonly Dictionary<TKey, (byte[]? Json, TRow? Row)> staged = [];
    readonly Dictionary<TKey, byte[]?> unsettled = [];

    internal Table(string name, ILiteDatabase database, JsonTypeInfo<TRow> json, Func<TKey, BsonValue> bson, Func<BsonValue, TKey> keyOf, bool resident)
        : base(name)
    {
        (this.database, this.json, this.bson, this.keyOf, this.resident) = (database, json, bson, keyOf, resident);
        if (!resident) return;
        foreach (var document in CollectionIn(database).FindAll()) recent[keyOf(document["_id"])] = Parse(document);
    }

    /// <summary>The row as last saved to disk, or null.</summary>
    public TRow? Find(TKey key) =>
        recent.TryGetValue(key, out var row) ? row
        : resident ? null
        : CollectionIn(database).FindById(bson(key)) is { } document ? Parse(document) : null;

    /// <summary>Every row of a resident table, in no order.</summary>
    public IEnumerable<TRow> All()
    {
        if (!resident) throw new InvalidOperationException($"{Name} is not kept in memory: page through it.");
        foreach (var row in recent.Values)
            if (row is not null) yield return row;
    }

    /// <summary>Settled rows with keys below a key, highest first: settle before to see the newest.</summary>
    public List<TRow> Below(TKey key, int limit) =>
        Rows(CollectionIn(database).Query().Where("_id < @0", bson(key)).OrderByDescending("_id").Limit(limit));

    /// <summary>Settled rows from one key up to and without another, lowest first: settle before to see the newest.</summary>
    public List<TRow> Between(TKey from, TKey to) =>
        Rows(Range(from, to));

    /// <summary>The keys of the same rows.</summary>
    public List<TKey> KeysBetween(TKey from, TKey to) => [.. Range(from, to).ToEnumerable().Select(document => keyOf(document["_id"]))];

    internal JournalEntry Putting(TKey key, TRow row) =>
        new(JournalVerb.Put, Name, bson(key), JsonSerializer.SerializeToUtf8Bytes(row, json));

    internal JournalEntry Deleting(TKey key) => new(JournalVerb.Delete, Name, bson(key), []);

    internal TRow? FindStaged(TKey key) => staged.TryGetValue(key, out var change) ? change.Row : Find(key);

    internal override int Unsettled => unsettled.Count;

    internal override void Stage(JournalEntry entry, object? value)
    {
        var (key, row) = ((TKey, TRow?))value!;
        staged[key] = (row is null ? null : entry.Json, row);
    }

    internal override void Publish()
    {
        foreach (var (key, change) in staged)
        {
            unsettled[key] = change.Json;
            if (change.Row is null && resident) recent.TryRemove(key, out _);
            else recent[key] = change.Row;
        }
        staged.Clear();
    }

    internal override void Discard() => staged.Clear();

    internal override void Settle(ILiteDatabase database, long settlement)
    {
        var collection = CollectionIn(database);
        foreach (var (key, row) in unsettled)
        {
            if (row is null) collection.Delete(bson(key));
            else collection.Upsert(new BsonDocument { ["_id"] = bson(key), ["v"] = row });
        }
    }

    internal override void Settled()
    {
        unsettled.Clear();
        if (!resident && recent.Count > RecentRows) recent.Clear();
    }

    internal override void Clear(ILiteDatabase database)
    {
        CollectionIn(database).DeleteAll();
        unsettled.Clear();
        recent.Clear();
    }

    ILiteQueryable<BsonDocument> Range(TKey from, TKey to) =>
        CollectionIn(database).Query().Where("_id >= @0 AND _id < @1", bson(from), bson(to)).OrderBy("_id");

    List<TRow> Rows(ILiteQueryableResult<BsonDocument> found) => [.. found.ToEnumerable().Select(Parse)];

    TRow Parse(BsonDocument document) => JsonSerializer.Deserialize(document["v"].AsBinary, json)!;
}
