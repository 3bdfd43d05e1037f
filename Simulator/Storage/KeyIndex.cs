using System.Buffers.Binary;
using LiteDB;

namespace KantanSim.Storage;

/// <summary>
/// Which number a key of 128 bits has. It is kept in memory whole, some 40 bytes a key; on disk the keys of neighbouring
/// numbers stand side by side in one piece, so that a start reads a million of them in a moment.
/// </summary>
internal sealed class KeyIndex : Shelf
{
    const int NeighbourBits = 10;
    const int KeyBytes = 16;

    readonly RowBytes kept;
    readonly Dictionary<UInt128, long> numbers = [];
    readonly Dictionary<UInt128, long?> staged = [];
    readonly List<(long Number, UInt128 Key)> stagedPlaces = [];
    Dictionary<long, UInt128> gathered = [];
    Dictionary<long, UInt128> settling = [];

    internal KeyIndex(string name, Database database, RowBytes kept) : base(name, database)
    {
        this.kept = kept;
        ForAll(document => Load(document["_id"].AsInt64 << NeighbourBits, document["b"].AsBinary));
    }

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

    internal JournalEntry Putting(UInt128 key, long number)
    {
        Span<byte> bytes = stackalloc byte[KeyBytes];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, key);
        return new(JournalVerb.Mark, Name, number >> NeighbourBits, number, kept.Keep(bytes));
    }

    internal JournalEntry Deleting(long number) => new(JournalVerb.Mark, Name, number >> NeighbourBits, number, new byte[KeyBytes]);

    internal override int Gathered => gathered.Count;

    internal override void Stage(JournalEntry entry, object? value)
    {
        var (key, isThere) = ((UInt128, bool))value!;
        staged[key] = isThere ? entry.Key.Number : null;
        stagedPlaces.Add((entry.Key.Number, isThere ? key : 0));
    }

    internal override void Publish()
    {
        foreach (var (number, key) in stagedPlaces) gathered[number] = key;
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
        stagedPlaces.Clear();
    }

    internal override void Turn(long settlement) => (gathered, settling) = (settling, gathered);

    internal override void Settle()
    {
        foreach (var neighbours in settling.GroupBy(change => change.Key >> NeighbourBits))
            Change(collection => Change(collection, neighbours.Key, neighbours.Select(change => (change.Key, change.Value))));
    }

    internal override void Moved() => settling.Clear();

    internal override void Cleared()
    {
        lock (numbers) numbers.Clear();
    }

    /// <summary>Writes keys into their places in one document; a key of zeros takes one away.</summary>
    internal static void Change(ILiteCollection<BsonDocument> collection, BsonValue id, IEnumerable<(long Number, UInt128 Key)> changes)
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
