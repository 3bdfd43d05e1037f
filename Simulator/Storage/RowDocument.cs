using LiteDB;

namespace KantanSim.Storage;

/// <summary>
/// A document of the database: neighbouring rows share one, because a document costs an insertion into an index and a
/// row in it does not. It has the rows' keys in <c>k</c> and the rows as JSON in <c>v</c>, in the same order.
/// </summary>
internal static class RowDocument
{
    public static BsonDocument Of(BsonValue id, IReadOnlyCollection<(BsonValue Key, byte[] Json)> rows) => new()
    {
        ["_id"] = id,
        ["k"] = new BsonArray(rows.Select(row => row.Key)),
        ["v"] = new BsonArray(rows.Select(row => new BsonValue(row.Json))),
    };

    public static IEnumerable<(BsonValue Key, byte[] Json)> Rows(BsonDocument? document) =>
        document is null ? [] : document["k"].AsArray.Zip(document["v"].AsArray, (key, row) => (key, row.AsBinary));

    /// <summary>Puts rows into a document that is not there yet: LiteDB need not look for it.</summary>
    public static void Insert(ILiteCollection<BsonDocument> collection, BsonValue id, IEnumerable<(BsonValue Key, byte[]? Json)> rows)
    {
        (BsonValue, byte[])[] kept = [.. rows.Where(row => row.Json is not null).OrderBy(row => row.Key).Select(row => (row.Key, row.Json!))];
        if (kept.Length > 0) collection.Insert(Of(id, kept));
    }

    /// <summary>Changes rows of one document, which is there as long as it has any; null takes a row away.</summary>
    public static void Change(ILiteCollection<BsonDocument> collection, BsonValue id, IEnumerable<(BsonValue Key, byte[]? Json)> changes)
    {
        var rows = new SortedDictionary<BsonValue, byte[]>();
        foreach (var (key, row) in Rows(collection.FindById(id))) rows[key] = row;
        foreach (var (key, row) in changes)
        {
            if (row is null) rows.Remove(key);
            else rows[key] = row;
        }
        if (rows.Count == 0) collection.Delete(id);
        else collection.Upsert(Of(id, [.. rows.Select(row => (row.Key, row.Value))]));
    }
}
