using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using KantanSim.Storage.Transfer;
using LiteDB;

namespace KantanSim.Storage;

/// <summary>
/// Append-only lists, one per owner, which can be deleted as a whole. The items that one commit appends for an owner are one document, or
/// several when they are many or long: <c>{ _id: running number, j: [item as JSON, …] }</c>. The owner's head
/// <c>{ _id: owner, e: numbers, 8 bytes each }</c> lists its documents. So the cost of an append does not grow with the list.
/// </summary>
internal sealed class ListTable<TItem> : StoreCollection where TItem : class
{
    const int RecentCapacity = 16_384;

    // LiteDB limits a document to 16 MB. Only an item that is longer than the limit has a document beyond it.
    const int MaxItemsPerEntry = 1_000;
    const int MaxBytesPerEntry = 1_000_000;

    sealed record Head(long[] Entries);

    sealed class ListChange
    {
        public bool IsDropped { get; set; }
        public bool IsFirst { get; set; }
        public List<byte[]> Items { get; } = [];
    }

    readonly RowSerializer<TItem> json;
    readonly string headsName;
    readonly RecentRowCache<long, Head> recent = new(RecentCapacity);
    readonly Dictionary<long, ListChange> staged = [];
    readonly Dictionary<long, Head?> applied = [];
    long? lastEntry;

    internal ListTable(string name, Database database, RowSerializer<TItem> json) : base(name, database)
    {
        this.json = json;
        headsName = DocumentFormat.Heads(name);
    }

    internal override IEnumerable<string> Collections => [Name, headsName];

    /// <summary>The owner's items, oldest first, as last saved to disk.</summary>
    public List<TItem> Read(long owner)
    {
        var head = recent.TryFind(owner, out var known) ? known : Read(headsName, heads => HeadOf(heads, owner));
        if (head is null) return [];
        return Read<List<TItem>>(entries =>
        [
            .. head.Entries.Select(id => entries.FindById(id)).OfType<BsonDocument>()
                .SelectMany(DocumentFormat.Items)
                .Select(item => json.Read(item)),
        ]);
    }

    /// <summary>An owner's list as a line of an export.</summary>
    public ExportLine Line(long owner, IEnumerable<TItem> items) =>
        new ExportLine.Items(Name, owner, [.. items.Select(item => JsonNode.Parse(json.Write(item))!.AsObject())]);

    internal byte[] Json(TItem item) => json.Write(item);

    internal TItem Item(byte[] itemJson) => json.Read(itemJson);

    internal void Stage(long owner, byte[] itemJson, bool isFirst)
    {
        var change = ChangeOf(owner);
        change.IsFirst |= isFirst;
        change.Items.Add(itemJson);
    }

    internal void StageDrop(long owner)
    {
        var change = ChangeOf(owner);
        change.IsDropped = true;
        change.Items.Clear();
    }

    internal override void Apply(Func<string, ILiteCollection<BsonDocument>> getCollection)
    {
        if (staged.Count == 0) return;
        var entries = getCollection(Name);
        var heads = getCollection(headsName);
        lastEntry ??= entries.Query().OrderByDescending("_id").Limit(1).ToEnumerable().FirstOrDefault()?["_id"].AsInt64 ?? 0;
        foreach (var (owner, change) in staged) applied[owner] = Apply(entries, heads, owner, change);
    }

    internal override void Publish()
    {
        foreach (var (owner, head) in applied) recent.Set(owner, head);
        staged.Clear();
        applied.Clear();
    }

    internal override void Discard()
    {
        staged.Clear();
        applied.Clear();
        lastEntry = null;
    }

    internal override void OnCleared()
    {
        recent.Clear();
        lastEntry = null;
    }

    ListChange ChangeOf(long owner) => CollectionsMarshal.GetValueRefOrAddDefault(staged, owner, out _) ??= new();

    Head? Apply(ILiteCollection<BsonDocument> entries, ILiteCollection<BsonDocument> heads, long owner, ListChange change)
    {
        var before = change.IsFirst ? null : CurrentHead(heads, owner);
        if (change.IsDropped && before is not null)
        {
            foreach (var id in before.Entries) entries.Delete(id);
            heads.Delete(owner);
            before = null;
        }
        if (change.Items.Count == 0) return before;
        var inserted = Chunks(change.Items).Select(items => InsertEntry(entries, items));
        var after = new Head([.. before?.Entries ?? [], .. inserted]);
        var document = DocumentFormat.Head(owner, after.Entries);
        if (change.IsFirst) heads.Insert(document);
        else heads.Upsert(document);
        return after;
    }

    static IEnumerable<List<byte[]>> Chunks(List<byte[]> items)
    {
        List<byte[]> chunk = [];
        var bytes = 0L;
        foreach (var item in items)
        {
            if (chunk.Count == MaxItemsPerEntry || (chunk.Count > 0 && bytes + item.Length > MaxBytesPerEntry))
            {
                yield return chunk;
                (chunk, bytes) = ([], 0);
            }
            chunk.Add(item);
            bytes += item.Length;
        }
        yield return chunk;
    }

    long InsertEntry(ILiteCollection<BsonDocument> entries, List<byte[]> items)
    {
        var entry = lastEntry!.Value + 1;
        entries.Insert(DocumentFormat.Entry(entry, items));
        lastEntry = entry;
        return entry;
    }

    Head? CurrentHead(ILiteCollection<BsonDocument> heads, long owner) =>
        recent.TryFind(owner, out var known) ? known : HeadOf(heads, owner);

    static Head? HeadOf(ILiteCollection<BsonDocument> heads, long owner) =>
        heads.FindById(owner) is { } head ? new(DocumentFormat.Entries(head)) : null;
}
