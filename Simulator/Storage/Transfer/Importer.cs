using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LiteDB;

namespace KantanSim.Storage.Transfer;

/// <summary>Reads <see cref="ExportFormat"/> into a new database.</summary>
internal sealed class Importer(DatabaseBuilder target)
{
    readonly Dictionary<string, long> lastEntries = [];
    readonly Dictionary<(string Index, long Block), List<KeyValuePair<long, UInt128>>> blocks = [];
    readonly HashSet<(string Collection, string Key)> seen = [];

    /// <returns>The number of lines read.</returns>
    /// <exception cref="FormatException">A line is invalid; the message begins with its number.</exception>
    public int Run(TextReader input)
    {
        var number = 0;
        while (input.ReadLine() is { } text)
        {
            number++;
            if (number > 1 && text.Length == 0) continue;
            ReadLine(number, text);
        }
        if (number == 0) throw new FormatException($"the file is empty; its first line must have \"format\":\"{ExportFormat.Name}\"");
        foreach (var ((index, block), keys) in blocks) target.Add(index, DocumentFormat.Block(block, null, keys)!);
        return number;
    }

    void ReadLine(int number, string text)
    {
        try
        {
            var line = JsonNode.Parse(text)!.AsObject();
            if (number == 1) CheckHeader(line);
            else Add(line);
        }
        catch (FormatException fault)
        {
            throw new FormatException($"line {number}: {fault.Message}", fault);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or NullReferenceException or OverflowException)
        {
            throw new FormatException($"line {number}: not a line of {ExportFormat.Name}", fault);
        }
    }

    static void CheckHeader(JsonObject header)
    {
        if ((string?)header["format"] != ExportFormat.Name)
            throw new FormatException($"\"format\" is {Shown(header["format"])}; it must be \"{ExportFormat.Name}\"");
        if ((int?)header["version"] is not (>= 1 and <= ExportFormat.Version))
            throw new FormatException($"\"version\" is {Shown(header["version"])}; this KantanSim reads 1 to {ExportFormat.Version}");
    }

    static string Shown(JsonNode? value) => value?.ToJsonString() ?? "missing";

    void Add(JsonObject line)
    {
        if ((string?)line["fact"] is { } name) AddMetadata(name, (string)line["value"]!);
        else if ((string?)line["table"] is { } table) AddRow(Checked(table), line["key"]!.AsValue(), line["row"]!.AsObject());
        else if ((string?)line["list"] is { } list) AddList(Checked(list), (long)line["owner"]!, line["items"]!.AsArray());
        else if ((string?)line["index"] is { } index) AddKey(Checked(index), (string)line["key"]!, (long)line["number"]!);
        else throw new FormatException("a line must have one of fact, table, list and index");
    }

    void AddMetadata(string name, string base64)
    {
        RefuseDuplicate("fact", name);
        target.Add(DocumentFormat.MetadataCollection, DocumentFormat.MetadataEntry(name, Convert.FromBase64String(base64)));
    }

    void AddRow(string table, JsonValue key, JsonObject row)
    {
        RefuseDuplicate(table, key.ToJsonString());
        BsonValue id = key.GetValueKind() == JsonValueKind.String ? new((string)key!) : new((long)key);
        target.Add(table, DocumentFormat.Row(id, Bytes(row)));
    }

    void AddList(string list, long owner, JsonArray items)
    {
        RefuseDuplicate(list, $"{owner}");
        var entry = lastEntries[list] = lastEntries.GetValueOrDefault(list) + 1;
        target.Add(list, DocumentFormat.Entry(entry, items.Select(item => Bytes(item!.AsObject()))));
        target.Add(DocumentFormat.Heads(list), DocumentFormat.Head(owner, [entry]));
    }

    void AddKey(string index, string key, long number)
    {
        RefuseDuplicate(index, key);
        var block = (index, number >> DocumentFormat.BlockBits);
        if (!blocks.TryGetValue(block, out var keys)) blocks[block] = keys = [];
        keys.Add(KeyValuePair.Create(number, UInt128.Parse(key, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)));
    }

    void RefuseDuplicate(string collection, string key)
    {
        if (!seen.Add((collection, key))) throw new FormatException($"duplicate key {key} in {collection}");
    }

    static string Checked(string collection)
    {
        var isValid = collection.Length > 0 && collection.All(letter => char.IsAsciiLetterLower(letter) || letter == '_');
        if (!isValid) throw new FormatException($"\"{collection}\" is not a collection name, which consists of lower-case letters and _");
        return collection;
    }

    static byte[] Bytes(JsonObject row) => Encoding.UTF8.GetBytes(ExportFormat.Line(row));
}
