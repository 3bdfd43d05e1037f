using System.Collections.Concurrent;
using LiteDB;

namespace KantanSim.Storage;

/// <summary>
/// Rows by key, a document each: <c>{ _id: key, j: row as JSON }</c>. A resident table is small and kept in memory whole; of any other the recently
/// written rows are.
/// </summary>
internal sealed class Table<TKey, TRow> : StoreCollection where TKey : notnull where TRow : class
{
    public const int RecentCapacity = 16_384;

    // LiteDB compiles an expression once per text: other forms are compiled at each use, which takes 2 ms.
    const string Range = "$._id BETWEEN @0 AND @1";

    readonly RowSerializer<TRow> json;
    readonly ConcurrentDictionary<TKey, TRow>? resident;
    readonly RecentRowCache<TKey, TRow> recent = new(RecentCapacity);
    readonly Dictionary<TKey, (byte[]? Json, TRow? Row)> staged = [];
    // Keys above it were never there.
    long? highest;

    internal Table(string name, Database database, RowSerializer<TRow> json, bool isResident) : base(name, database)
    {
        this.json = json;
        if (!isResident) return;
        resident = new();
        ForAll(document => resident[KeyOf(document)] = RowOf(document));
    }

    /// <summary>The row as last saved to disk, or null.</summary>
    public TRow? Find(TKey key) =>
        resident is not null ? resident.GetValueOrDefault(key)
        : recent.TryFind(key, out var row) ? row
        : Read(rows => rows.FindById(new(key)) is { } document ? RowOf(document) : null);

    /// <summary>Every row of a resident table, in no order.</summary>
    public IEnumerable<TRow> All() => resident?.Values ?? throw new InvalidOperationException($"{Name} is not kept in memory: page through it.");

    /// <summary>Rows with keys below a key, highest first.</summary>
    public List<TRow> Below(TKey key, int limit) => Read<List<TRow>>(rows =>
        [.. rows.Query().Where(InRange(BsonValue.MinValue, new(key))).OrderByDescending("_id").ToEnumerable().Where(row => !row["_id"].Equals(new BsonValue(key))).Take(limit).Select(RowOf)]);

    /// <summary>Rows with a key or above it, lowest first.</summary>
    public List<TRow> From(TKey key, int limit) => Read<List<TRow>>(rows =>
        [.. rows.Query().Where(InRange(new(key), BsonValue.MaxValue)).OrderBy("_id").ToEnumerable().Take(limit).Select(RowOf)]);

    /// <summary>Rows from one key up to and without another, lowest first.</summary>
    public List<TRow> Between(TKey from, TKey to) => Search(from, to, RowOf);

    /// <summary>The keys of the same rows.</summary>
    public List<TKey> KeysBetween(TKey from, TKey to) => Search(from, to, KeyOf);

    internal byte[] Json(TRow row) => json.Write(row);

    /// <param name="row">Null: it is deleted.</param>
    internal void Stage(TKey key, TRow? row, byte[]? rowJson) => staged[key] = (rowJson, row);

    internal TRow? FindStaged(TKey key) => staged.TryGetValue(key, out var change) ? change.Row : Find(key);

    internal IEnumerable<TRow> AllStaged() =>
        resident!.Where(row => !staged.ContainsKey(row.Key)).Select(row => row.Value).Concat(staged.Values.Select(change => change.Row)).OfType<TRow>();

    internal bool IsStaged(TKey key) => staged.ContainsKey(key);

    internal override void Apply(Func<string, ILiteCollection<BsonDocument>> collection)
    {
        if (staged.Count == 0) return;
        var rows = collection(Name);
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
        if (row is null) rows.Delete(key);
        else if (key.IsInt64 && key.AsInt64 > highest)
        {
            rows.Insert(DocumentFormat.Row(key, row));
            highest = key.AsInt64;
        }
        else rows.Upsert(DocumentFormat.Row(key, row));
    }

    void Publish(TKey key, TRow? row)
    {
        if (resident is null) recent.Set(key, row);
        else if (row is null) resident.TryRemove(key, out _);
        else resident[key] = row;
    }

    List<T> Search<T>(TKey from, TKey to, Func<BsonDocument, T> read) => Read<List<T>>(rows =>
        [.. rows.Query().Where(InRange(new(from), new(to))).OrderBy("_id").ToEnumerable().Where(row => !row["_id"].Equals(new BsonValue(to))).Select(read)]);

    static BsonExpression InRange(BsonValue from, BsonValue to) => BsonExpression.Create(Range, from, to);

    TRow RowOf(BsonDocument document) => json.Read(DocumentFormat.Json(document));

    static TKey KeyOf(BsonDocument document) => (TKey)document["_id"].RawValue;

    static long Highest(ILiteCollection<BsonDocument> rows) =>
        rows.Query().OrderByDescending("_id").Limit(1).ToEnumerable().FirstOrDefault()?["_id"] is { IsInt64: true } id ? id.AsInt64 : long.MinValue;
}
