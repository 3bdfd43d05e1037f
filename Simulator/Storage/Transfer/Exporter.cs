using System.Globalization;
using System.Text.Json.Nodes;
using LiteDB;

namespace KantanSim.Storage.Transfer;

/// <summary>Writes all that can be read of a database as <see cref="ExportFormat"/>.</summary>
/// <param name="withSecrets">Whether passwords of shops and members are written, too.</param>
internal sealed class Exporter(Database database, TextWriter to, bool withSecrets)
{
    int lost;

    /// <returns>How many documents could not be read, because their pages are damaged.</returns>
    public int Run()
    {
        Write(new() { ["format"] = ExportFormat.Name, ["version"] = ExportFormat.Version, ["secrets"] = withSecrets });
        var names = database.CollectionNames().Order(StringComparer.Ordinal).ToList();
        foreach (var name in names.Except(ExportFormat.Lists.Select(DocumentFormat.Heads)))
        {
            if (name == DocumentFormat.MetadataCollection) ForEach(name, fact => Write(new() { ["fact"] = fact["_id"].AsString, ["value"] = Convert.ToBase64String(fact["v"].AsBinary) }));
            else if (ExportFormat.Lists.Contains(name)) ForEach(DocumentFormat.Heads(name), head => WriteList(name, head));
            else if (ExportFormat.Indexes.Contains(name)) ForEach(name, block => WriteBlock(name, block));
            else ForEach(name, row => Write(new() { ["table"] = name, ["key"] = Key(row["_id"]), ["row"] = Row(name, DocumentFormat.Json(row)) }));
        }
        return lost;
    }

    // Keys come from the index, so that a document on a damaged page hides no other.
    void ForEach(string collection, Action<BsonDocument> write)
    {
        List<BsonValue> keys = [];
        try
        {
            database.Read(collection, all =>
            {
                foreach (var key in all.Query().OrderBy("_id").Select("$._id").ToEnumerable()) keys.Add(key["_id"]);
                return 0;
            });
        }
        catch (Exception fault) when (fault is DamagedPageException or LiteException) { lost++; }
        foreach (var key in keys)
        {
            try { write(database.Read(collection, all => all.FindById(key))); }
            catch (Exception fault) when (fault is DamagedPageException or LiteException) { lost++; }
        }
    }

    void WriteList(string name, BsonDocument head)
    {
        var items = new JsonArray();
        foreach (var id in DocumentFormat.Entries(head))
            foreach (var item in DocumentFormat.Items(database.Read(name, all => all.FindById(id)))) items.Add(JsonNode.Parse(item));
        Write(new() { ["list"] = name, ["owner"] = head["_id"].AsInt64, ["items"] = items });
    }

    void WriteBlock(string name, BsonDocument block)
    {
        foreach (var (key, number) in DocumentFormat.Keys(block))
            Write(new() { ["index"] = name, ["key"] = key.ToString("x32", CultureInfo.InvariantCulture), ["number"] = number });
    }

    JsonObject Row(string table, byte[] json)
    {
        var row = JsonNode.Parse(json)!.AsObject();
        if (withSecrets) return row;
        foreach (var (of, property) in ExportFormat.Secrets)
            if (of == table && row.ContainsKey(property)) row[property] = "";
        foreach (var (of, property) in ExportFormat.Urls)
            if (of == table && (string?)row[property] is { Length: > 0 } url) row[property] = WithoutPassword(url);
        return row;
    }

    static string WithoutPassword(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.UserInfo.Length > 0 ? new UriBuilder(parsed) { UserName = "", Password = "" }.Uri.ToString() : url;

    static JsonNode Key(BsonValue key) => key.IsString ? key.AsString : key.AsInt64;

    void Write(JsonObject line) => to.WriteLine(ExportFormat.Line(line));
}
