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
    readonly HashSet<(string, string)> seen = [];

    /// <returns>How many lines were read.</returns>
    /// <exception cref="FormatException">A line is not one of the format; the message names it by its number.</exception>
    public int Run(TextReader from)
    {
        var number = 0;
        while (from.ReadLine() is { } text)
        {
            number++;
            if (number > 1 && text.Length == 0) continue;
            try
            {
                var line = JsonNode.Parse(text)!.AsObject();
                if (number == 1) CheckHead(line);
                else Add(line);
            }
            catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException or NullReferenceException or OverflowException)
            {
                throw new FormatException($"line {number}: {(fault is FormatException ? fault.Message : "not a line of " + ExportFormat.Name)}", fault);
            }
        }
        if (number == 0) throw new FormatException($"the file is empty; a first line with \"format\":\"{ExportFormat.Name}\" is needed");
        foreach (var ((index, block), keys) in blocks) target.Add(index, DocumentFormat.Block(block, null, keys)!);
        return number;
    }

    static void CheckHead(JsonObject head)
    {
        if ((string?)head["format"] != ExportFormat.Name) throw new FormatException($"\"format\" is {head["format"]?.ToJsonString() ?? "missing"}; \"{ExportFormat.Name}\" is needed");
        if ((int?)head["version"] is not { } version || version < 1 || version > ExportFormat.Version)
            throw new FormatException($"\"version\" is {head["version"]?.ToJsonString() ?? "missing"}; this KantanSim reads 1 to {ExportFormat.Version}");
    }

    void Add(JsonObject line)
    {
        if ((string?)line["fact"] is { } fact)
        {
            Once("fact", fact);
            target.Add(DocumentFormat.MetadataCollection, DocumentFormat.MetadataEntry(fact, Convert.FromBase64String((string)line["value"]!)));
        }
        else if ((string?)line["table"] is { } table) AddRow(Named(table), line["key"]!.AsValue(), line["row"]!.AsObject());
        else if ((string?)line["list"] is { } list) AddList(Named(list), (long)line["owner"]!, line["items"]!.AsArray());
        else if ((string?)line["index"] is { } index) AddKey(Named(index), (string)line["key"]!, (long)line["number"]!);
        else throw new FormatException("one of fact, table, list and index is needed");
    }

    void AddRow(string table, JsonValue key, JsonObject row)
    {
        Once(table, key.ToJsonString());
        BsonValue id = key.GetValueKind() == JsonValueKind.String ? new((string)key!) : new((long)key);
        target.Add(table, DocumentFormat.Row(id, Bytes(row)));
    }

    void AddList(string list, long owner, JsonArray items)
    {
        Once(list, $"{owner}");
        var entry = lastEntries[list] = lastEntries.GetValueOrDefault(list) + 1;
        target.Add(list, DocumentFormat.Entry(entry, items.Select(item => Bytes(item!.AsObject()))));
        target.Add(DocumentFormat.Heads(list), DocumentFormat.Head(owner, [entry]));
    }

    void AddKey(string index, string key, long number)
    {
        Once(index, key);
        var block = (index, number >> DocumentFormat.BlockBits);
        if (!blocks.TryGetValue(block, out var keys)) blocks[block] = keys = [];
        keys.Add(KeyValuePair.Create(number, UInt128.Parse(key, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)));
    }

    void Once(string collection, string key)
    {
        if (!seen.Add((collection, key))) throw new FormatException($"{collection} {key} is there twice");
    }

    static string Named(string collection) => collection.Length > 0 && collection.All(letter => char.IsAsciiLetterLower(letter) || letter == '_') ? collection
        : throw new FormatException($"\"{collection}\" is no name: lower-case letters and _ are");

    static byte[] Bytes(JsonObject row) => Encoding.UTF8.GetBytes(ExportFormat.Line(row));
}
