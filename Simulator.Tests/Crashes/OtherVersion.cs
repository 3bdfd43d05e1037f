using LiteDB;

namespace KantanSim.Tests.Crashes;

/// <summary>A database with a layout version that no program knows.</summary>
internal static class OtherVersion
{
    public static void Make(string file)
    {
        using var database = new LiteDatabase(new ConnectionString { Filename = file, Collation = Collation.Binary });
        database.GetCollection("facts").Insert(new BsonDocument { ["_id"] = "layout", ["v"] = 999 });
    }
}
