using System.Buffers.Binary;
using LiteDB;

namespace KantanSim.Storage;

/// <summary>The documents of layout 7.</summary>
internal static class DocumentFormat
{
    /// <summary>The collection with data about the database itself: <c>{ _id: name, v: bytes }</c>.</summary>
    public const string MetadataCollection = "facts";

    /// <summary>A block of a <see cref="KeyIndex"/> has the keys of 2^9 = 512 neighbouring numbers.</summary>
    public const int BlockBits = 9;

    const int KeyBytes = 16;

    public static BsonDocument MetadataEntry(string name, byte[] value) => new() { ["_id"] = name, ["v"] = value };

    /// <summary>A row of a <see cref="Table{TKey,TRow}"/>: <c>{ _id: key, j: JSON }</c>.</summary>
    public static BsonDocument Row(BsonValue key, byte[] json) => new() { ["_id"] = key, ["j"] = json };

    /// <summary>
    /// The items that one commit appends to a list of a <see cref="ListTable{TItem}"/>: <c>{ _id: running number, j: [JSON, …] }</c>.
    /// </summary>
    public static BsonDocument Entry(long id, IEnumerable<byte[]> items) =>
        new() { ["_id"] = id, ["j"] = new BsonArray(items.Select(item => new BsonValue(item))) };

    /// <summary>
    /// The numbers of the entries of a list of a <see cref="ListTable{TItem}"/>:
    /// <c>{ _id: owner, e: numbers, 8 bytes each, little-endian }</c>.
    /// </summary>
    public static BsonDocument Head(long owner, long[] entries)
    {
        var bytes = new byte[entries.Length * sizeof(long)];
        for (var at = 0; at < entries.Length; at++) BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at * sizeof(long)), entries[at]);
        return new() { ["_id"] = owner, ["e"] = bytes };
    }

    /// <summary>The name of the collection with the heads of a <see cref="ListTable{TItem}"/>.</summary>
    public static string Heads(string list) => $"{list}_heads";

    public static byte[] Json(BsonDocument row) => row["j"].AsBinary;

    public static IEnumerable<byte[]> Items(BsonDocument entry) => entry["j"].AsArray.Select(item => item.AsBinary);

    public static long[] Entries(BsonDocument head)
    {
        var bytes = head["e"].AsBinary;
        var entries = new long[bytes.Length / sizeof(long)];
        for (var at = 0; at < entries.Length; at++) entries[at] = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at * sizeof(long)));
        return entries;
    }

    /// <summary>
    /// A block of a <see cref="KeyIndex"/> with changes applied: <c>{ _id: number / 512, b: keys, 16 bytes each, big-endian }</c>. A key of
    /// zeros means that the number has no key.
    /// </summary>
    /// <returns>Null when no number has a key any more.</returns>
    public static BsonDocument? Block(BsonValue id, BsonDocument? before, IEnumerable<KeyValuePair<long, UInt128>> changes)
    {
        var keys = new byte[KeyBytes << BlockBits];
        before?["b"].AsBinary.CopyTo(keys, 0);
        foreach (var (number, key) in changes)
        {
            var index = (int)(number & ((1L << BlockBits) - 1));
            BinaryPrimitives.WriteUInt128BigEndian(keys.AsSpan(index * KeyBytes), key);
        }
        return keys.AsSpan().ContainsAnyExcept((byte)0) ? new() { ["_id"] = id, ["b"] = keys } : null;
    }

    /// <summary>The keys of a block with their numbers.</summary>
    public static IEnumerable<(UInt128 Key, long Number)> Keys(BsonDocument block, int blockBits = BlockBits)
    {
        var keys = block["b"].AsBinary;
        var firstNumber = block["_id"].AsInt64 << blockBits;
        for (var at = 0; at < keys.Length / KeyBytes; at++)
        {
            var key = BinaryPrimitives.ReadUInt128BigEndian(keys.AsSpan(at * KeyBytes));
            if (key != 0) yield return (key, firstNumber + at);
        }
    }
}
