using System.Buffers.Binary;
using LiteDB;

namespace KantanSim.Storage;

/// <summary>
/// The number of a key of 128 bits. It is kept in memory whole, some 40 bytes a key; on disk the keys of 512 neighbouring numbers are one document
/// <c>{ _id: number / 512, b: keys, 16 bytes each }</c>, so that a start reads a million of them in a moment. A key of zeros is none.
/// </summary>
internal sealed class KeyIndex : Shelf
{
    const int NeighbourBits = 9;
    const int KeyBytes = 16;

    readonly Dictionary<UInt128, long> numbers = [];
    readonly Dictionary<UInt128, long?> staged = [];
    readonly Dictionary<long, UInt128> stagedKeys = [];

    internal KeyIndex(string name, Database database) : base(name, database) =>
        ForAll(document => Load(document["_id"].AsInt64 << NeighbourBits, document["b"].AsBinary));

    /// <summary>The highest number that was loaded or saved.</summary>
    public long Highest { get; private set; }

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
        foreach (var block in stagedKeys.GroupBy(change => change.Key >> NeighbourBits)) Apply(collection(Name), block.Key, block);
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

    internal override void Cleared()
    {
        lock (numbers) numbers.Clear();
    }

    static void Apply(ILiteCollection<BsonDocument> collection, BsonValue id, IEnumerable<KeyValuePair<long, UInt128>> changes)
    {
        var keys = new byte[KeyBytes << NeighbourBits];
        collection.FindById(id)?["b"].AsBinary.CopyTo(keys, 0);
        foreach (var (number, key) in changes) BinaryPrimitives.WriteUInt128BigEndian(keys.AsSpan(Place(number)), key);
        if (keys.AsSpan().ContainsAnyExcept((byte)0)) collection.Upsert(new BsonDocument { ["_id"] = id, ["b"] = keys });
        else collection.Delete(id);
    }

    static int Place(long number) => (int)(number & ((1L << NeighbourBits) - 1)) * KeyBytes;

    void Load(long first, ReadOnlySpan<byte> keys)
    {
        for (var number = first; !keys.IsEmpty; number++, keys = keys[KeyBytes..])
            if (BinaryPrimitives.ReadUInt128BigEndian(keys) is var key && key != 0) (numbers[key], Highest) = (number, Math.Max(Highest, number));
    }
}
