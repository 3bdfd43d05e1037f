using LiteDB;

namespace KantanSim.Storage;

/// <summary>
/// A document of the database: neighbouring rows share one, because a document costs an insertion into an index and a
/// row in it does not. It has them in one piece, <c>r</c>, each with its key, its length in bytes and itself as JSON: what LiteDB is told
/// apart it writes and reads by a name and an object each.
/// </summary>
internal static class RowDocument
{
    public static BsonDocument Of(BsonValue id, IReadOnlyCollection<(RowKey Key, ReadOnlyMemory<byte> Json)> rows)
    {
        var bytes = new byte[rows.Sum(row => row.Key.Bytes + sizeof(int) + row.Json.Length)];
        using var to = new BinaryWriter(new MemoryStream(bytes));
        foreach (var (key, json) in rows)
        {
            key.Write(to);
            to.Write(json.Length);
            to.Write(json.Span);
        }
        return new() { ["_id"] = id, ["r"] = bytes };
    }

    public static IEnumerable<(RowKey Key, ReadOnlyMemory<byte> Json)> Rows(BsonDocument? document)
    {
        if (document is null) yield break;
        var bytes = document["r"].AsBinary;
        using var from = new BinaryReader(new MemoryStream(bytes));
        while (from.BaseStream.Position < bytes.Length)
        {
            var key = RowKey.Read(from);
            var json = new ReadOnlyMemory<byte>(bytes, (int)from.BaseStream.Position + sizeof(int), from.ReadInt32());
            from.BaseStream.Position += json.Length;
            yield return (key, json);
        }
    }

    /// <summary>Puts rows into a document that is not there yet: LiteDB need not look for it.</summary>
    public static void Insert(ILiteCollection<BsonDocument> collection, BsonValue id, IEnumerable<(RowKey Key, ReadOnlyMemory<byte> Json)> rows)
    {
        (RowKey, ReadOnlyMemory<byte>)[] kept = [.. rows.Where(row => !row.Json.IsEmpty).OrderBy(row => row.Key)];
        if (kept.Length > 0) collection.Insert(Of(id, kept));
    }

    /// <summary>Changes rows of one document, which is there as long as it has any; an empty one takes a row away.</summary>
    public static void Change(ILiteCollection<BsonDocument> collection, BsonValue id, IEnumerable<(RowKey Key, ReadOnlyMemory<byte> Json)> changes)
    {
        var rows = new SortedDictionary<RowKey, ReadOnlyMemory<byte>>();
        foreach (var (key, row) in Rows(collection.FindById(id))) rows[key] = row;
        foreach (var (key, row) in changes)
        {
            if (row.IsEmpty) rows.Remove(key);
            else rows[key] = row;
        }
        if (rows.Count == 0) collection.Delete(id);
        else collection.Upsert(Of(id, [.. rows.Select(row => (row.Key, row.Value))]));
    }
}
