using System.Runtime.InteropServices;
using LiteDB;

namespace KantanSim.Storage;

/// <summary>
/// Lists that only grow, one per owner, until they are dropped whole. What a commit appends for an owner is one document
/// <c>{ _id: running number, j: [item as JSON, …] }</c>; the owner's head <c>{ _id: owner, e: numbers, 8 bytes each }</c> names its documents.
/// So a long list costs an append as little as a short one.
/// </summary>
internal sealed class ListTable<TItem> : StoreCollection where TItem : class
{
    const int RecentCapacity = 16_384;

    sealed record Head(long[] Entries);

    sealed class Change
    {
        public bool IsDropped { get; set; }
        public bool IsFirst { get; set; }
        public List<byte[]> Items { get; } = [];
    }

    readonly RowSerializer<TItem> json;
    readonly string heads;
    readonly RecentRowCache<long, Head> recent = new(RecentCapacity);
    readonly Dictionary<long, Change> staged = [];
    readonly Dictionary<long, Head?> applied = [];
    long? lastEntry;

    internal ListTable(string name, Database database, RowSerializer<TItem> json) : base(name, database) => (this.json, heads) = (json, DocumentFormat.Heads(name));

    internal override IEnumerable<string> Collections => [Name, heads];

    /// <summary>The owner's items, oldest first, as last saved to disk.</summary>
    public List<TItem> Read(long owner)
    {
        var head = recent.TryFind(owner, out var known) ? known : Read(heads, collection => HeadOf(collection, owner));
        return head is null ? [] : Read<List<TItem>>(entries =>
            [.. head.Entries.Select(id => entries.FindById(id)).OfType<BsonDocument>().SelectMany(DocumentFormat.Items).Select(item => json.Read(item))]);
    }

    internal byte[] Json(TItem item) => json.Write(item);

    internal void Stage(long owner, byte[] itemJson, bool isFirst)
    {
        var change = Of(owner);
        change.IsFirst |= isFirst;
        change.Items.Add(itemJson);
    }

    internal void StageDrop(long owner)
    {
        var change = Of(owner);
        change.IsDropped = true;
        change.Items.Clear();
    }

    internal override void Apply(Func<string, ILiteCollection<BsonDocument>> collection)
    {
        if (staged.Count == 0) return;
        var (entries, owners) = (collection(Name), collection(heads));
        lastEntry ??= entries.Query().OrderByDescending("_id").Limit(1).ToEnumerable().FirstOrDefault()?["_id"].AsInt64 ?? 0;
        foreach (var (owner, change) in staged) applied[owner] = Apply(entries, owners, owner, change);
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

    Change Of(long owner) => CollectionsMarshal.GetValueRefOrAddDefault(staged, owner, out _) ??= new();

    Head? Apply(ILiteCollection<BsonDocument> entries, ILiteCollection<BsonDocument> owners, long owner, Change change)
    {
        var before = change.IsFirst ? null : recent.TryFind(owner, out var known) ? known : HeadOf(owners, owner);
        if (change.IsDropped && before is not null)
        {
            foreach (var id in before.Entries) entries.Delete(id);
            owners.Delete(owner);
            before = null;
        }
        if (change.Items.Count == 0) return before;
        var entry = lastEntry!.Value + 1;
        entries.Insert(DocumentFormat.Entry(entry, change.Items));
        lastEntry = entry;
        var after = new Head([.. before?.Entries ?? [], entry]);
        var document = DocumentFormat.Head(owner, after.Entries);
        if (change.IsFirst) owners.Insert(document);
        else owners.Upsert(document);
        return after;
    }

    static Head? HeadOf(ILiteCollection<BsonDocument> owners, long owner) => owners.FindById(owner) is { } head ? new(DocumentFormat.Entries(head)) : null;
}
