using KantanSim.Storage.Transfer;
using LiteDB;

namespace KantanSim.Storage;

/// <summary>
/// An index from a 128-bit key to a number. All of it is in memory, about 40 bytes a key. On disk the keys of 512 neighbouring numbers are
/// one document, so that a million keys load quickly.
/// </summary>
internal sealed class KeyIndex : StoreCollection
{
    readonly Dictionary<UInt128, long> numbers = [];
    readonly Dictionary<UInt128, long?> staged = [];
    readonly Dictionary<long, UInt128> stagedKeys = [];

    internal KeyIndex(string name, Database database) : base(name, database) => ForAll(block =>
    {
        foreach (var (key, number) in DocumentFormat.Keys(block)) Set(key, number);
    });

    /// <summary>The highest number that was loaded or saved, even if it was deleted since.</summary>
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

    /// <summary>A key as a line of an export.</summary>
    public ExportLine Line(UInt128 key, long number) => new ExportLine.IndexKey(Name, key, number);

    internal long? FindStaged(UInt128 key) => staged.TryGetValue(key, out var number) ? number : Find(key);

    internal void Stage(UInt128 key, long number, bool isDeleted)
    {
        staged[key] = isDeleted ? null : number;
        stagedKeys[number] = isDeleted ? 0 : key;
    }

    internal override void Apply(Func<string, ILiteCollection<BsonDocument>> getCollection)
    {
        foreach (var block in stagedKeys.GroupBy(change => change.Key >> DocumentFormat.BlockBits))
            Apply(getCollection(Name), block.Key, block);
    }

    internal override void Publish()
    {
        lock (numbers)
        {
            foreach (var (key, number) in staged)
            {
                if (number is { } saved) Set(key, saved);
                else numbers.Remove(key);
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

    void Set(UInt128 key, long number)
    {
        numbers[key] = number;
        Highest = Math.Max(Highest, number);
    }

    static void Apply(ILiteCollection<BsonDocument> blocks, BsonValue id, IEnumerable<KeyValuePair<long, UInt128>> changes)
    {
        if (DocumentFormat.Block(id, blocks.FindById(id), changes) is { } block) blocks.Upsert(block);
        else blocks.Delete(id);
    }
}
