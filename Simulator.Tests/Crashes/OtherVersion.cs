using LiteDB;

namespace KantanSim.Tests.Crashes;

/// <summary>A LiteDB database with an unknown layout.</summary>
internal static class OtherVersion
{
    public static void Create(string file)
    {
        using var database = new LiteDatabase(new ConnectionString { Filename = file, Collation = Collation.Binary });
        database.GetCollection("facts").Insert(new BsonDocument { ["_id"] = "layout", ["v"] = 999 });
    }
}
