using System.Collections.Immutable;
using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Scenarios.Files;

/// <summary>A key that a reaction takes: how it is read, how the schema tells of it, and what it is about.</summary>
internal sealed record ActionParameter(string Name, string About, Func<YamlSection, YamlNode, KnownSymbols, object?> Read, Func<KnownSymbols, JsonObject> Schema, bool Required = false)
{
    public static ActionParameter Text(string name, string about) =>
        new(name, about, (section, node, _) => section.Text(node, name), _ => TypeSchema("string"));

    public static ActionParameter Whole(string name, long from, long to, string about) =>
        new(name, about, (section, node, _) => section.Number(node, name, from, to), _ => Bounded("integer", from, to));

    public static ActionParameter Flag(string name, string about) =>
        new(name, about, (section, node, _) => section.Flag(node, name), _ => TypeSchema("boolean"));

    /// <summary>A duration, or one between <c>from</c> and <c>to</c>.</summary>
    public static ActionParameter Duration(string name, string about, bool required = false) =>
        new(name, about, (section, node, _) => section.Delay(node, name), _ => AnyOf(Written(), Between()), required);

    public static ActionParameter Points(string name, string about) => new(name, about, (section, node, _) => ReadPoints(section, node, name),
        _ => AnyOf(EnumSchema([$"{PointsUse.None}", $"{PointsUse.All}"]), Bounded("integer", 0, PointsUse.Most)));

    public static ActionParameter Error(string name, string about) =>
        new(name, about, (section, node, words) => section.OneOf(node, name, words.Errors, code => code), words => EnumSchema(words.Errors));

    public static ActionParameter Errors(string name, string about) => new(name, about,
        (section, node, words) => section.OneOrMoreOf(node, name, words.Errors).ToImmutableArray(),
        words => AnyOf(EnumSchema(words.Errors), new JsonObject { ["type"] = "array", ["minItems"] = 1, ["items"] = EnumSchema(words.Errors) }), Required: true);

    public static ActionParameter Fields(string name, string about) => new(name, about, (section, node, _) => section.Texts(node, name),
        _ => new() { ["type"] = "object", ["minProperties"] = 1, ["additionalProperties"] = AnyOf(TypeSchema("string"), TypeSchema("number")) });

    public static JsonObject TypeSchema(string type) => new() { ["type"] = type };

    public static JsonObject EnumSchema(IEnumerable<string> words) => new() { ["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word)]) };

    public static JsonObject AnyOf(params JsonObject[] forms) => new() { ["anyOf"] = new JsonArray([.. forms]) };

    public static JsonObject Bounded(string type, long from, long to) => new() { ["type"] = type, ["minimum"] = from, ["maximum"] = to };

    static JsonObject Written() => new() { ["type"] = "string", ["pattern"] = "^P" };

    static JsonObject Between() => new()
    {
        ["type"] = "object", ["properties"] = new JsonObject { ["from"] = Written(), ["to"] = Written() }, ["required"] = new JsonArray("from", "to"), ["additionalProperties"] = false,
    };

    static object? ReadPoints(YamlSection section, YamlNode node, string name)
    {
        if (section.Text(node, name) is not { } text) return null;
        if (PointsUse.TryParse(text, out var use)) return use;
        if (char.IsAsciiDigit(text[0]) || text[0] == '-') section.Number(node, name, 0, PointsUse.Most);
        else section.OneOf(node, name, [$"{PointsUse.None}", $"{PointsUse.All}"], word => word);
        return null;
    }
}

/// <summary>The keys that a file gave a reaction, as they were understood.</summary>
internal sealed class ActionArguments(IReadOnlyDictionary<string, object?> values)
{
    public T? Get<T>(string key) where T : class => values.GetValueOrDefault(key) as T;

    public T GetValueOrDefault<T>(string key, T otherwise) where T : struct => values.GetValueOrDefault(key) is T value ? value : otherwise;

    public T? GetValueOrNull<T>(string key) where T : struct => values.GetValueOrDefault(key) is T value ? value : null;

    public int GetIntOrDefault(string key, int otherwise) => (int)GetValueOrDefault<long>(key, otherwise);
}
