using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace KantanSim.Check.Recording;

/// <summary>JSON that passed the proxy.</summary>
internal static partial class RecordedJson
{
    // JSON in this form is YAML, too.
    static readonly JsonSerializerOptions Yaml = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An object or a list; null: it is none.</summary>
    public static JsonNode? Parse(string text)
    {
        try { return JsonNode.Parse(text) is JsonObject or JsonArray ? JsonNode.Parse(text) : null; }
        catch (JsonException) { return null; }
    }

    /// <summary>The texts and numbers, each with its JSONPath.</summary>
    public static IEnumerable<(string Path, string Value)> Leaves(JsonNode node, string path = "$") => node switch
    {
        JsonObject map => map.Where(member => member.Value is not null && Name().IsMatch(member.Key))
            .SelectMany(member => Leaves(member.Value!, $"{path}.{member.Key}")),
        JsonArray list => list.Index().Where(item => item.Item is not null)
            .SelectMany(item => Leaves(item.Item!, string.Create(CultureInfo.InvariantCulture, $"{path}[{item.Index}]"))),
        _ => node.GetValueKind() is JsonValueKind.String or JsonValueKind.Number ? [(path, node.ToString())] : [],
    };

    /// <summary>The same with other texts and numbers.</summary>
    public static JsonNode? Map(JsonNode? node, Func<string, string, string> replace, string name = "") => node switch
    {
        JsonObject map => new JsonObject(map.Select(member =>
            KeyValuePair.Create(member.Key, Map(member.Value, replace, member.Key)))),
        JsonArray list => new JsonArray([.. list.Select(item => Map(item, replace, name))]),
        JsonValue value when value.GetValueKind() is JsonValueKind.String or JsonValueKind.Number =>
            replace(name, value.ToString()) is var text && text != value.ToString() ? text : value.DeepClone(),
        _ => node?.DeepClone(),
    };

    public static string Write(JsonNode? node) => node?.ToJsonString(Yaml) ?? "null";

    /// <summary>A text in quotation marks, as JSON and YAML write it.</summary>
    public static string Quote(string text) => JsonSerializer.Serialize(text, Yaml);

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex Name();
}
