using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using KantanSim.Storage.Transfer;
using LiteDB;

namespace KantanSim.Storage;

/// <summary>
/// Rows by key, one document each: <c>{ _id: key, j: row as JSON }</c>. A resident table keeps all its rows in memory, any other its
/// recently written ones.
/// </summary>
internal sealed class Table<TKey, TRow> : StoreCollection where TKey : notnull where TRow : class
{
    public const int RecentCapacity = 16_384;

    // LiteDB caches the compiled expression of a text. Other forms are compiled at each use, which takes 2 ms.
    const string Range = "$._id BETWEEN @0 AND @1";

    readonly RowSerializer<TRow> json;
    readonly ConcurrentDictionary<TKey, TRow>? resident;
    readonly RecentRowCache<TKey, TRow> recent = new(RecentCapacity);
    readonly Dictionary<TKey, (byte[]? Json, TRow? Row)> staged = [];
    // The highest key of the collection. A higher key is new, so that its row can be inserted without a search.
    long? highest;

    internal Table(string name, Database database, RowSerializer<TRow> json, bool isResident) : base(name, database)
    {
        this.json = json;
        if (!isResident) return;
        resident = new();
        ForAll(document => resident[KeyOf(document)] = RowOf(document));
    }

    /// <summary>The row as last saved to disk, or null.</summary>
    public TRow? Find(TKey key)
    {
        if (resident is not null) return resident.GetValueOrDefault(key);
        if (recent.TryFind(key, out var row)) return row;
        return Read(rows => rows.FindById(new(key)) is { } document ? RowOf(document) : null);
    }

    /// <summary>All rows of a resident table, in no order.</summary>
    public IEnumerable<TRow> All() =>
        resident?.Values ?? throw new InvalidOperationException($"{Name} is not kept in memory: page through it.");

    /// <summary>All rows of a resident table with their keys, in no order.</summary>
    public IEnumerable<KeyValuePair<TKey, TRow>> Entries() =>
        resident ?? throw new InvalidOperationException($"{Name} is not kept in memory: page through it.");

    /// <summary>Rows with keys below <paramref name="key"/>, highest first.</summary>
    public List<TRow> Below(TKey key, int limit) => Read<List<TRow>>(rows =>
    [
        .. rows.Query().Where(InRange(BsonValue.MinValue, new(key))).OrderByDescending("_id").ToEnumerable()
            .Where(row => !row["_id"].Equals(new BsonValue(key)))
            .Take(limit)
            .Select(RowOf),
    ]);

    /// <summary>Rows with keys from <paramref name="key"/> on, lowest first.</summary>
    public List<TRow> From(TKey key, int limit) => Read<List<TRow>>(rows =>
        [.. rows.Query().Where(InRange(new(key), BsonValue.MaxValue)).OrderBy("_id").ToEnumerable().Take(limit).Select(RowOf)]);

    /// <summary>Rows with keys from <paramref name="from"/> (inclusive) to <paramref name="to"/> (exclusive), lowest first.</summary>
    public List<TRow> Between(TKey from, TKey to) => Search(from, to, RowOf);

    /// <summary>The keys of the rows that <see cref="Between"/> returns.</summary>
    public List<TKey> KeysBetween(TKey from, TKey to) => Search(from, to, KeyOf);

    /// <summary>A row as a line of an export.</summary>
    public ExportLine Line(TKey key, TRow row) =>
        new ExportLine.Row(Name, JsonValue.Create(key)!, JsonNode.Parse(json.Write(row))!.AsObject());

    internal byte[] Json(TRow row) => json.Write(row);

    internal TRow Row(byte[] rowJson) => json.Read(rowJson);

    /// <param name="row">Null to delete the row.</param>
    internal void Stage(TKey key, TRow? row, byte[]? rowJson) => staged[key] = (rowJson, row);

    internal TRow? FindStaged(TKey key) => staged.TryGetValue(key, out var change) ? change.Row : Find(key);

    internal IEnumerable<KeyValuePair<TKey, TRow>> EntriesStaged() =>
        resident!.Where(row => !staged.ContainsKey(row.Key))
            .Concat(from change in staged
                    where change.Value.Row is not null
                    select KeyValuePair.Create(change.Key, change.Value.Row!));

    internal bool IsStaged(TKey key) => staged.ContainsKey(key);

    internal override void Apply(Func<string, ILiteCollection<BsonDocument>> getCollection)
    {
        if (staged.Count == 0) return;
        var rows = getCollection(Name);
        highest ??= Highest(rows);
        foreach (var (key, change) in staged) Apply(rows, new BsonValue(key), change.Json);
    }

    internal override void Publish()
    {
        foreach (var (key, change) in staged) Publish(key, change.Row);
        staged.Clear();
    }

    internal override void Discard()
    {
        staged.Clear();
        highest = null;
    }

    internal override void OnCleared()
    {
        resident?.Clear();
        recent.Clear();
        highest = null;
    }

    void Apply(ILiteCollection<BsonDocument> rows, BsonValue key, byte[]? row)
    {
        if (row is null)
        {
            rows.Delete(key);
        }
        else if (key.IsInt64 && key.AsInt64 > highest)
        {
            rows.Insert(DocumentFormat.Row(key, row));
            highest = key.AsInt64;
        }
        else
        {
            rows.Upsert(DocumentFormat.Row(key, row));
        }
    }

    void Publish(TKey key, TRow? row)
    {
        if (resident is null) recent.Set(key, row);
        else if (row is null) resident.TryRemove(key, out _);
        else resident[key] = row;
    }

    List<T> Search<T>(TKey from, TKey to, Func<BsonDocument, T> read) => Read<List<T>>(rows =>
    [
        .. rows.Query().Where(InRange(new(from), new(to))).OrderBy("_id").ToEnumerable()
            .Where(row => !row["_id"].Equals(new BsonValue(to)))
            .Select(read),
    ]);

    static BsonExpression InRange(BsonValue from, BsonValue to) => BsonExpression.Create(Range, from, to);

    TRow RowOf(BsonDocument document) => json.Read(DocumentFormat.Json(document));

    static TKey KeyOf(BsonDocument document) => (TKey)document["_id"].RawValue;

    static long Highest(ILiteCollection<BsonDocument> rows)
    {
        var last = rows.Query().OrderByDescending("_id").Limit(1).ToEnumerable().FirstOrDefault();
        return last?["_id"] is { IsInt64: true } id ? id.AsInt64 : long.MinValue;
    }
}
