using System.Collections.Concurrent;
using LiteDB;

namespace KantanSim.Storage;

/// <summary>
/// Rows by key. A resident table is small and kept in memory whole; of any other only the recently changed rows are,
/// at most <see cref="RecentRows"/> of them once settled.
/// </summary>
internal sealed class Table<TKey, TRow> : Shelf where TKey : notnull where TRow : class
{
    public const int RecentRows = 16_384;

    readonly RowJson<TRow> json;
    readonly Keys<TKey> keys;
    readonly bool resident;
    readonly Dictionary<TKey, (ReadOnlyMemory<byte> Json, TRow? Row)> staged = [];
    // A row that is deleted is empty.
    Dictionary<TKey, ReadOnlyMemory<byte>> gathered = [];
    Dictionary<TKey, ReadOnlyMemory<byte>> settling = [];
    // The highest number of a document that there is or was, once it was asked for.
    long? highest;
    volatile ConcurrentDictionary<TKey, TRow?> recent = new();

    internal Table(string name, Database database, RowJson<TRow> json, Keys<TKey> keys, bool resident) : base(name, database)
    {
        (this.json, this.keys, this.resident) = (json, keys, resident);
        if (!resident) return;
        ForAll(document =>
        {
            foreach (var (key, row) in RowDocument.Rows(document)) recent[keys.Read(key)] = json.Read(row);
        });
    }

    /// <summary>The row as last saved to disk, or null.</summary>
    public TRow? Find(TKey key) => recent.TryGetValue(key, out var row) ? row : resident ? null : FindSettled(key);

    /// <summary>Every row of a resident table, in no order.</summary>
    public IEnumerable<TRow> All()
    {
        if (!resident) throw new InvalidOperationException($"{Name} is not kept in memory: page through it.");
        foreach (var row in recent.Values)
            if (row is not null) yield return row;
    }

    /// <summary>Settled rows with keys below a key, highest first: settle before to see the newest.</summary>
    public List<TRow> Below(TKey key, int limit) => Read<List<TRow>>(collection =>
    [
        .. collection.Query().Where("_id BETWEEN @0 AND @1", BsonValue.MinValue, keys.Document(key).Bson).OrderByDescending("_id").ToEnumerable()
            .SelectMany(document => RowDocument.Rows(document).Reverse()).Where(row => row.Key < keys.Key(key)).Take(limit)
            .Select(row => json.Read(row.Json)),
    ]);

    /// <summary>Settled rows with a key or above it, lowest first: settle before to see the newest.</summary>
    public List<TRow> From(TKey key, int limit) => Read<List<TRow>>(collection =>
    [
        .. collection.Query().Where("_id BETWEEN @0 AND @1", keys.Document(key).Bson, BsonValue.MaxValue).OrderBy("_id").ToEnumerable()
            .SelectMany(RowDocument.Rows).Where(row => row.Key >= keys.Key(key)).Take(limit).Select(row => json.Read(row.Json)),
    ]);

    /// <summary>Settled rows from one key up to and without another, lowest first: settle before to see the newest.</summary>
    public List<TRow> Between(TKey from, TKey to) => [.. Range(from, to).Select(row => json.Read(row.Json))];

    /// <summary>The keys of the same rows.</summary>
    public List<TKey> KeysBetween(TKey from, TKey to) => [.. Range(from, to).Select(row => keys.Read(row.Key))];

    internal JournalEntry Putting(TKey key, TRow row) =>
        new(JournalVerb.Put, Name, keys.Document(key), keys.Key(key), json.Write(row));

    internal JournalEntry Deleting(TKey key) => new(JournalVerb.Delete, Name, keys.Document(key), keys.Key(key), default);

    internal TRow? FindStaged(TKey key) => staged.TryGetValue(key, out var change) ? change.Row : Find(key);

    internal IEnumerable<TRow> AllStaged() =>
        recent.Where(row => !staged.ContainsKey(row.Key)).Select(row => row.Value).Concat(staged.Values.Select(change => change.Row)).OfType<TRow>();

    internal bool IsStaged(TKey key) => staged.ContainsKey(key);

    internal override int Gathered => gathered.Count;

    internal override void Stage(JournalEntry entry, object? value)
    {
        var (key, row) = ((TKey, TRow?))value!;
        staged[key] = (entry.Json, row);
    }

    internal override void Publish()
    {
        foreach (var (key, change) in staged)
        {
            gathered[key] = change.Json;
            if (change.Row is null && resident) recent.TryRemove(key, out _);
            else recent[key] = change.Row;
        }
        staged.Clear();
    }

    internal override void Discard() => staged.Clear();

    internal override void Turn(long settlement) => (gathered, settling) = (settling, gathered);

    internal override void Settle()
    {
        foreach (var document in settling.GroupBy(change => keys.Document(change.Key))) Change(collection => Settle(collection, document.Key, document.Select(change => (keys.Key(change.Key), change.Value))));
    }

    // Numbers count up: most documents of a settlement were never there.
    void Settle(ILiteCollection<BsonDocument> collection, RowKey document, IEnumerable<(RowKey Key, ReadOnlyMemory<byte> Json)> changes)
    {
        highest ??= Highest(collection);
        if (document.Name is null && document.Number > highest)
        {
            RowDocument.Insert(collection, document.Bson, changes);
            highest = document.Number;
        }
        else RowDocument.Change(collection, document.Bson, changes);
    }

    TRow? FindSettled(TKey key) =>
        RowDocument.Rows(Read(collection => collection.FindById(keys.Document(key).Bson))).FirstOrDefault(row => row.Key == keys.Key(key)) is { Json.IsEmpty: false } found ? json.Read(found.Json) : null;

    static long Highest(ILiteCollection<BsonDocument> collection) => collection.Query().OrderByDescending("_id").Limit(1).ToEnumerable().FirstOrDefault()?["_id"] is { IsInt64: true } id ? id.AsInt64 : long.MinValue;

    internal override void Moved()
    {
        settling.Clear();
        if (!resident && recent.Count > RecentRows) recent = new(gathered.Keys.Select(key => KeyValuePair.Create(key, recent[key])));
    }

    internal override void Cleared() => recent.Clear();

    List<(RowKey Key, ReadOnlyMemory<byte> Json)> Range(TKey from, TKey to) => Read<List<(RowKey, ReadOnlyMemory<byte>)>>(collection =>
    [
        .. collection.Query().Where("_id BETWEEN @0 AND @1", keys.Document(from).Bson, keys.Document(to).Bson).OrderBy("_id").ToEnumerable()
            .SelectMany(RowDocument.Rows).Where(row => row.Key >= keys.Key(from) && row.Key < keys.Key(to)),
    ]);
}

/// <summary>How a table's keys are written, and which document a row stands in.</summary>
internal sealed record Keys<TKey>(Func<TKey, RowKey> Key, Func<RowKey, TKey> Read, Func<TKey, RowKey> Document);

internal static class Keys
{
    public static readonly Keys<string> Names = new(key => key, key => key.Name!, key => key);

    /// <param name="neighbourBits">Rows whose keys differ in these lowest bits only share a document.</param>
    public static Keys<long> Numbers(int neighbourBits) => new(key => key, key => key.Number, key => key >> neighbourBits);
}
