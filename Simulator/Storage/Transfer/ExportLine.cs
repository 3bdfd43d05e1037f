using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KantanSim.Storage.Transfer;

/// <summary>A line of <see cref="ExportFormat"/> below its header.</summary>
internal abstract record ExportLine
{
    /// <summary>A value about the database itself.</summary>
    public sealed record Fact(string Name, byte[] Value) : ExportLine;

    /// <summary>A row of a table.</summary>
    /// <param name="Id">A number or a text.</param>
    public sealed record Row(string Table, JsonValue Id, JsonObject Content) : ExportLine;

    /// <summary>An owner's list, oldest item first.</summary>
    public sealed record Items(string List, long Owner, IReadOnlyList<JsonObject> Content) : ExportLine;

    /// <summary>A key of an index.</summary>
    public sealed record IndexKey(string Index, UInt128 Value, long Number) : ExportLine;

    /// <exception cref="FormatException">It is not a line of this format.</exception>
    public static ExportLine Parse(string text)
    {
        try
        {
            return Of(JsonNode.Parse(text)!.AsObject());
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or NullReferenceException or OverflowException)
        {
            throw new FormatException($"not a line of {ExportFormat.Name}", fault);
        }
    }

    /// <summary>The line without a line end. It can be written once, because it takes the nodes over.</summary>
    public string Write() => ExportFormat.Line(this switch
    {
        Fact fact => new() { ["fact"] = fact.Name, ["value"] = Convert.ToBase64String(fact.Value) },
        Row row => new() { ["table"] = row.Table, ["key"] = row.Id, ["row"] = row.Content },
        Items items => new() { ["list"] = items.List, ["owner"] = items.Owner, ["items"] = new JsonArray([.. items.Content]) },
        IndexKey key => new() { ["index"] = key.Index, ["key"] = Hex(key.Value), ["number"] = key.Number },
        _ => throw new InvalidOperationException($"Unhandled line {GetType()}."),
    });

    /// <summary>A row as it is stored, UTF-8.</summary>
    public static byte[] Bytes(JsonObject row) => Encoding.UTF8.GetBytes(ExportFormat.Line(row));

    static ExportLine Of(JsonObject line)
    {
        if ((string?)line["fact"] is { } fact) return new Fact(fact, Convert.FromBase64String((string)line["value"]!));
        if ((string?)line["table"] is { } table) return new Row(Checked(table), line["key"]!.AsValue(), line["row"]!.AsObject());
        if ((string?)line["list"] is { } list) return new Items(Checked(list), (long)line["owner"]!, Objects(line["items"]!.AsArray()));
        if ((string?)line["index"] is { } index) return new IndexKey(Checked(index), ParseHex((string)line["key"]!), (long)line["number"]!);
        throw new FormatException("a line must have one of fact, table, list and index");
    }

    static List<JsonObject> Objects(JsonArray items) => [.. items.Select(item => item!.AsObject())];

    static UInt128 ParseHex(string hex) => UInt128.Parse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    static string Hex(UInt128 key) => key.ToString("x32", CultureInfo.InvariantCulture);

    static string Checked(string collection)
    {
        var isValid = collection.Length > 0 && collection.All(letter => char.IsAsciiLetterLower(letter) || letter == '_');
        if (!isValid) throw new FormatException($"\"{collection}\" is not a collection name, which consists of lower-case letters and _");
        return collection;
    }
}
