using System.Text.Json.Nodes;
using LiteDB;

namespace KantanSim.Storage.Transfer;

/// <summary>Writes all readable documents of a database as <see cref="ExportFormat"/>.</summary>
/// <param name="withSecrets">Whether passwords of shops and members are written, too.</param>
internal sealed class Exporter(Database database, TextWriter output, bool withSecrets)
{
    int lost;

    /// <returns>The number of documents that could not be read because their pages are damaged.</returns>
    public int Run()
    {
        var header = new JsonObject { ["format"] = ExportFormat.Name, ["version"] = ExportFormat.Version, ["secrets"] = withSecrets };
        output.WriteLine(ExportFormat.Line(header));
        var names = database.CollectionNames().Order(StringComparer.Ordinal).ToList();
        foreach (var name in names.Except(ExportFormat.Lists.Select(DocumentFormat.Heads))) WriteCollection(name);
        return lost;
    }

    void WriteCollection(string name)
    {
        if (name == DocumentFormat.MetadataCollection) ForEach(name, WriteMetadata);
        else if (ExportFormat.Lists.Contains(name)) ForEach(DocumentFormat.Heads(name), head => WriteList(name, head));
        else if (ExportFormat.Indexes.Contains(name)) ForEach(name, block => WriteBlock(name, block));
        else ForEach(name, row => WriteRow(name, row));
    }

    // The keys are read from the index first, so that a document on a damaged page does not hide those behind it.
    void ForEach(string collection, Action<BsonDocument> write)
    {
        List<BsonValue> keys = [];
        SkipDamaged(() => database.Read(collection, documents =>
        {
            foreach (var key in documents.Query().OrderBy("_id").Select("$._id").ToEnumerable()) keys.Add(key["_id"]);
            return keys.Count;
        }));
        foreach (var key in keys) SkipDamaged(() => write(database.Read(collection, documents => documents.FindById(key))));
    }

    void SkipDamaged(Action read)
    {
        try { read(); }
        catch (Exception fault) when (fault is DamagedPageException or LiteException) { lost++; }
    }

    void WriteMetadata(BsonDocument entry) =>
        Write(new ExportLine.Fact(entry["_id"].AsString, entry["v"].AsBinary));

    void WriteList(string name, BsonDocument head)
    {
        var items = new List<JsonObject>();
        foreach (var id in DocumentFormat.Entries(head))
        {
            var entry = database.Read(name, entries => entries.FindById(id));
            foreach (var item in DocumentFormat.Items(entry)) items.Add(JsonNode.Parse(item)!.AsObject());
        }
        Write(new ExportLine.Items(name, head["_id"].AsInt64, items));
    }

    void WriteBlock(string name, BsonDocument block)
    {
        foreach (var (key, number) in DocumentFormat.Keys(block)) Write(new ExportLine.IndexKey(name, key, number));
    }

    void WriteRow(string table, BsonDocument row)
    {
        var id = row["_id"];
        var key = id.IsString ? JsonValue.Create(id.AsString) : JsonValue.Create(id.AsInt64);
        Write(new ExportLine.Row(table, key, Row(table, DocumentFormat.Json(row))));
    }

    JsonObject Row(string table, byte[] json)
    {
        var row = JsonNode.Parse(json)!.AsObject();
        if (withSecrets) return row;
        foreach (var (secretTable, property) in ExportFormat.Secrets)
            if (secretTable == table && row.ContainsKey(property)) row[property] = "";
        foreach (var (urlTable, property) in ExportFormat.Urls)
            if (urlTable == table && (string?)row[property] is { Length: > 0 } url) row[property] = WithoutPassword(url);
        return row;
    }

    static string WithoutPassword(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.UserInfo.Length == 0) return url;
        return new UriBuilder(parsed) { UserName = "", Password = "" }.Uri.ToString();
    }

    void Write(ExportLine line) => output.WriteLine(line.Write());
}
