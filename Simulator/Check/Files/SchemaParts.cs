using System.Text.Json.Nodes;

namespace KantanSim.Check.Files;

/// <summary>Parts that JSON Schemas are built from.</summary>
internal static class SchemaParts
{
    /// <summary>A mapping with exactly these keys.</summary>
    public static JsonObject Object(
        IEnumerable<string> keys, Func<string, JsonObject> schema, IReadOnlyList<string>? required = null) => new()
        {
            ["type"] = "object",
            ["required"] = Array(required ?? []),
            ["additionalProperties"] = false,
            ["properties"] = new JsonObject(keys.Select(key => KeyValuePair.Create(key, (JsonNode?)schema(key)))),
        };

    /// <summary>A mapping with names of one's own.</summary>
    public static JsonObject Map(JsonObject name, JsonObject value) => new()
    {
        ["type"] = "object",
        ["minProperties"] = 1,
        ["propertyNames"] = name,
        ["additionalProperties"] = value,
    };

    public static JsonObject List(JsonObject items, bool isUnique = false)
    {
        var list = new JsonObject { ["type"] = "array", ["minItems"] = 1, ["items"] = items };
        if (isUnique) list["uniqueItems"] = true;
        return list;
    }

    /// <summary>A text that is not blank. YAML reads some words without quotation marks as numbers and truth values.</summary>
    public static JsonObject Text() => new() { ["type"] = Array(["string", "number", "boolean"]), ["pattern"] = "\\S" };

    public static JsonObject PlainText() => new() { ["type"] = Array(["string", "number", "boolean"]) };

    public static JsonObject Words(IEnumerable<string> words) => new() { ["enum"] = Array(words) };

    public static JsonObject Pattern(string pattern, string about) =>
        About(new() { ["type"] = "string", ["pattern"] = pattern }, about);

    public static JsonObject AnyOf(string about, params JsonObject[] schemas) =>
        About(new() { ["anyOf"] = new JsonArray([.. schemas]) }, about);

    public static JsonObject Requires(string key) => new() { ["required"] = new JsonArray(key) };

    /// <summary>A condition: exactly one of the keys.</summary>
    public static JsonArray ExactlyOne(IEnumerable<string> keys) => [.. keys.Select(Requires)];

    public static JsonObject About(JsonObject schema, string description)
    {
        schema["description"] = description;
        return schema;
    }

    static JsonArray Array(IEnumerable<string> words) => [.. words.Select(word => (JsonNode)word)];
}
