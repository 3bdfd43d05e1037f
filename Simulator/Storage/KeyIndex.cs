using LiteDB;

namespace KantanSim.Storage;

/// <summary>
/// The number of a key of 128 bits. It is kept in memory whole, some 40 bytes a key; on disk the keys of 512 neighbouring numbers are one document,
/// so that a start reads a million of them in a moment.
/// </summary>
internal sealed class KeyIndex : StoreCollection
{
    readonly Dictionary<UInt128, long> numbers = [];
    readonly Dictionary<UInt128, long?> staged = [];
    readonly Dictionary<long, UInt128> stagedKeys = [];

    internal KeyIndex(string name, Database database) : base(name, database) =>
        ForAll(block =>
        {
            foreach (var (key, number) in DocumentFormat.Keys(block)) (numbers[key], Highest) = (number, Math.Max(Highest, number));
        });

    /// <summary>The highest number that was loaded or saved.</summary>
    public long Highest { get; private set; }

    /// <summary>All numbers, in no order.</summary>
    public List<long> Numbers()
    {
        lock (numbers) return [.. numbers.Values];
    }

    public int Count
    {
        get { lock (numbers) return numbers.Count; }
    }

    /// <summary>The number as last saved to disk, or null.</summary>
    public long? Find(UInt128 key)
    {
        lock (numbers) return numbers.TryGetValue(key, out var number) ? number : null;
    }

    internal long? FindStaged(UInt128 key) => staged.TryGetValue(key, out var number) ? number : Find(key);

    internal void Stage(UInt128 key, long number, bool isDeleted)
    {
        staged[key] = isDeleted ? null : number;
        stagedKeys[number] = isDeleted ? 0 : key;
    }

    internal override void Apply(Func<string, ILiteCollection<BsonDocument>> collection)
    {
        foreach (var block in stagedKeys.GroupBy(change => change.Key >> DocumentFormat.BlockBits)) Apply(collection(Name), block.Key, block);
    }

    internal override void Publish()
    {
        lock (numbers)
        {
            foreach (var (key, number) in staged)
            {
                if (number is not { } known) numbers.Remove(key);
                else (numbers[key], Highest) = (known, Math.Max(Highest, known));
            }
        }
        Discard();
    }

    internal override void Discard()
    {
        staged.Clear();
        stagedKeys.Clear();
    }

    internal override void OnCleared()
    {
        lock (numbers) numbers.Clear();
    }

    static void Apply(ILiteCollection<BsonDocument> blocks, BsonValue id, IEnumerable<KeyValuePair<long, UInt128>> changes)
    {
        if (DocumentFormat.Block(id, blocks.FindById(id), changes) is { } block) blocks.Upsert(block);
        else blocks.Delete(id);
    }
}
