using System.Globalization;
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
            if (number == 1) CheckHeader(text);
            else Add(ExportLine.Parse(text));
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

    static void CheckHeader(string text)
    {
        var header = JsonNode.Parse(text)!.AsObject();
        if ((string?)header["format"] != ExportFormat.Name)
            throw new FormatException($"\"format\" is {Shown(header["format"])}; it must be \"{ExportFormat.Name}\"");
        if ((int?)header["version"] is not (>= 1 and <= ExportFormat.Version))
            throw new FormatException($"\"version\" is {Shown(header["version"])}; this KantanSim reads 1 to {ExportFormat.Version}");
    }

    static string Shown(JsonNode? value) => value?.ToJsonString() ?? "missing";

    void Add(ExportLine line)
    {
        switch (line)
        {
            case ExportLine.Fact fact:
                RefuseDuplicate("fact", fact.Name);
                target.Add(DocumentFormat.MetadataCollection, DocumentFormat.MetadataEntry(fact.Name, fact.Value));
                break;
            case ExportLine.Row row:
                AddRow(row);
                break;
            case ExportLine.Items items:
                AddList(items);
                break;
            case ExportLine.IndexKey key:
                AddKey(key);
                break;
            default:
                throw new InvalidOperationException($"Unhandled line {line.GetType()}.");
        }
    }

    void AddRow(ExportLine.Row row)
    {
        RefuseDuplicate(row.Table, row.Id.ToJsonString());
        BsonValue id = row.Id.GetValueKind() == JsonValueKind.String ? new((string)row.Id!) : new((long)row.Id);
        target.Add(row.Table, DocumentFormat.Row(id, ExportLine.Bytes(row.Content)));
    }

    void AddList(ExportLine.Items items)
    {
        RefuseDuplicate(items.List, $"{items.Owner}");
        var entry = lastEntries[items.List] = lastEntries.GetValueOrDefault(items.List) + 1;
        target.Add(items.List, DocumentFormat.Entry(entry, items.Content.Select(ExportLine.Bytes)));
        target.Add(DocumentFormat.Heads(items.List), DocumentFormat.Head(items.Owner, [entry]));
    }

    void AddKey(ExportLine.IndexKey key)
    {
        RefuseDuplicate(key.Index, key.Value.ToString("x32", CultureInfo.InvariantCulture));
        var block = (key.Index, key.Number >> DocumentFormat.BlockBits);
        if (!blocks.TryGetValue(block, out var keys)) blocks[block] = keys = [];
        keys.Add(KeyValuePair.Create(key.Number, key.Value));
    }

    void RefuseDuplicate(string collection, string key)
    {
        if (!seen.Add((collection, key))) throw new FormatException($"duplicate key {key} in {collection}");
    }
}
