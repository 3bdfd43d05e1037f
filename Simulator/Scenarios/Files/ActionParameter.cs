using System.Collections.Immutable;
using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Scenarios.Files;

/// <summary>A parameter of an action: how it is read from YAML, its JSON Schema, and its description.</summary>
internal sealed record ActionParameter(
    string Name,
    string About,
    Func<YamlSection, YamlNode, KnownSymbols, object?> Read,
    Func<KnownSymbols, JsonObject> Schema,
    bool Required = false)
{
    /// <summary>What a value is; a form shows a field for it.</summary>
    public ParameterKind Kind { get; private init; }

    /// <summary>The bounds of an integer, inclusive; zeros for every other kind.</summary>
    public (long From, long To) Bounds { get; private init; }

    public static ActionParameter Text(string name, string about) => new(
        name,
        about,
        (section, node, _) => section.Text(node, name),
        _ => TypeSchema("string"))
    {
        Kind = ParameterKind.Text,
    };

    public static ActionParameter Integer(string name, long from, long to, string about) => new(
        name,
        about,
        (section, node, _) => section.Number(node, name, from, to),
        _ => Bounded("integer", from, to))
    {
        Kind = ParameterKind.Integer,
        Bounds = (from, to),
    };

    public static ActionParameter Flag(string name, string about) => new(
        name,
        about,
        (section, node, _) => section.Flag(node, name),
        _ => TypeSchema("boolean"))
    {
        Kind = ParameterKind.Flag,
    };

    /// <summary>A duration, or a random one between <c>from</c> and <c>to</c>.</summary>
    public static ActionParameter Duration(string name, string about, bool required = false) => new(
        name,
        about,
        (section, node, _) => section.Delay(node, name),
        _ => AnyOf(DurationSchema(), DurationRangeSchema()),
        required)
    {
        Kind = ParameterKind.Duration,
    };

    public static ActionParameter Points(string name, string about) => new(
        name,
        about,
        (section, node, _) => ReadPoints(section, node, name),
        _ => AnyOf(EnumSchema([$"{PointsUse.None}", $"{PointsUse.All}"]), Bounded("integer", 0, PointsUse.Max)))
    {
        Kind = ParameterKind.Points,
    };

    public static ActionParameter Error(string name, string about) => new(
        name,
        about,
        (section, node, symbols) => section.Error(node, name, symbols),
        symbols => EnumSchema(symbols.ErrorNames))
    {
        Kind = ParameterKind.Error,
    };

    public static ActionParameter Errors(string name, string about) => new(
        name,
        about,
        (section, node, symbols) => section.Errors(node, name, symbols).ToImmutableArray(),
        symbols => AnyOf(
            EnumSchema(symbols.ErrorNames),
            new JsonObject { ["type"] = "array", ["minItems"] = 1, ["items"] = EnumSchema(symbols.ErrorNames) }),
        Required: true)
    {
        Kind = ParameterKind.Errors,
    };

    public static ActionParameter Fields(string name, string about) => new(
        name,
        about,
        (section, node, _) => section.Texts(node, name),
        _ => new()
        {
            ["type"] = "object",
            ["minProperties"] = 1,
            ["additionalProperties"] = AnyOf(TypeSchema("string"), TypeSchema("number")),
        })
    {
        Kind = ParameterKind.Fields,
    };

    public static JsonObject TypeSchema(string type) => new() { ["type"] = type };

    public static JsonObject EnumSchema(IEnumerable<string> words) =>
        new() { ["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word)]) };

    public static JsonObject AnyOf(params JsonObject[] schemas) => new() { ["anyOf"] = new JsonArray([.. schemas]) };

    public static JsonObject Bounded(string type, long from, long to) =>
        new() { ["type"] = type, ["minimum"] = from, ["maximum"] = to };

    static JsonObject DurationSchema() => new() { ["type"] = "string", ["pattern"] = "^P" };

    static JsonObject DurationRangeSchema() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject { ["from"] = DurationSchema(), ["to"] = DurationSchema() },
        ["required"] = new JsonArray("from", "to"),
        ["additionalProperties"] = false,
    };

    static object? ReadPoints(YamlSection section, YamlNode node, string name)
    {
        if (section.Text(node, name) is not { } text) return null;
        if (PointsUse.TryParse(text, out var use)) return use;
        // Adds the diagnostic: out of range for a number, else an unknown word.
        if (char.IsAsciiDigit(text[0]) || text[0] == '-') section.Number(node, name, 0, PointsUse.Max);
        else section.OneOf(node, name, [$"{PointsUse.None}", $"{PointsUse.All}"], word => word);
        return null;
    }
}

/// <summary>The parsed arguments that a file gives to an action.</summary>
internal sealed class ActionArguments(IReadOnlyDictionary<string, object?> values)
{
    public T? Get<T>(string name) where T : class => values.GetValueOrDefault(name) as T;

    public T GetValueOrDefault<T>(string name, T defaultValue) where T : struct =>
        values.GetValueOrDefault(name) is T value ? value : defaultValue;

    public T? GetValueOrNull<T>(string name) where T : struct =>
        values.GetValueOrDefault(name) is T value ? value : null;

    public int GetIntOrDefault(string name, int defaultValue) => (int)GetValueOrDefault<long>(name, defaultValue);
}
