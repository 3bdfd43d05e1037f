using LiteDB;

namespace KantanSim.Storage;

/// <summary>Documents of a log: what one settlement brought for some neighbouring owners. The id is made of both numbers.</summary>
internal static class LogDocument
{
    const int SettlementBits = 28;
    const int NeighbourBits = 4;

    public static long NeighboursOf(long owner) => owner >> NeighbourBits;

    public static long SettlementOf(BsonDocument document) => document["_id"].AsInt64 & ((1L << SettlementBits) - 1);

    /// <summary>The documents with an owner's rows among them, oldest first.</summary>
    public static List<BsonDocument> Of(ILiteCollection<BsonDocument> collection, long owner) => OfNeighbours(collection, NeighboursOf(owner));

    /// <summary>Settles what neighbours got: where a list was dropped, what came before goes from the disk, too.</summary>
    public static void Change(ILiteCollection<BsonDocument> collection, long neighbours, long settlement, IEnumerable<LogList> lists)
    {
        var rows = new List<(RowKey, ReadOnlyMemory<byte>)>();
        HashSet<long> dropped = [];
        foreach (var list in lists)
        {
            if (list.IsDropped) dropped.Add(list.Owner);
            foreach (var item in list.Items) rows.Add((list.Owner, item));
        }
        if (dropped.Count > 0) Drop(collection, neighbours, dropped);
        // No other settlement has this number.
        if (rows.Count > 0) collection.Insert(RowDocument.Of((neighbours << SettlementBits) + settlement, rows));
    }

    static void Drop(ILiteCollection<BsonDocument> collection, long neighbours, HashSet<long> owners)
    {
        foreach (var document in OfNeighbours(collection, neighbours))
        {
            (RowKey, ReadOnlyMemory<byte>)[] others = [.. RowDocument.Rows(document).Where(row => !owners.Contains(row.Key.Number))];
            if (others.Length == 0) collection.Delete(document["_id"]);
            else collection.Update(RowDocument.Of(document["_id"], others));
        }
    }

    // The one form that LiteDB does not compile anew each time, which takes two milliseconds.
    static List<BsonDocument> OfNeighbours(ILiteCollection<BsonDocument> collection, long neighbours) =>
        [.. collection.Query().Where("_id BETWEEN @0 AND @1", neighbours << SettlementBits, ((neighbours + 1) << SettlementBits) - 1).OrderBy("_id").ToEnumerable()];
}
