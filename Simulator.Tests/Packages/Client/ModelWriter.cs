using System.Text.Json.Nodes;

namespace KantanSim.Tests.Packages.Client;

/// <summary>Writes the types of <c>packages/KantanSim.Client/Models.cs</c> from the schemas of <c>/openapi/v1.json</c>.</summary>
internal sealed class ModelWriter(JsonObject document)
{
    const string Reference = "#/components/schemas/";
    const int MaxLine = 140;

    /// <summary>Names that say more than the schema's; others lose the word View.</summary>
    static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["AdvanceView"] = "AdvanceResult",
        ["AdviceView"] = "Finding",
        ["ArmView"] = "ArmedScenario",
        ["AttemptView"] = "NotificationAttempt",
        ["CallView"] = "GatewayCall",
        ["ClockView"] = "ClockState",
        ["ConsumerView"] = "ConsumerResult",
        ["DueView"] = "DueJob",
        ["EventsView"] = "AdvanceEvents",
        ["ExpectView"] = "ScenarioExpectation",
        ["FileFaultView"] = "ScenarioFault",
        ["HappenedView"] = "AdvanceSummary",
        ["MerchantView"] = "MerchantResult",
        ["PlayView"] = "PlayedScenario",
        ["PlayedView"] = "PlayedStep",
        ["ResetView"] = "ResetResult",
        ["ReturnView"] = "ConsumerReturn",
        ["RuleView"] = "ScenarioRule",
        ["ScriptLine"] = "ScenarioStep",
        ["ShopClockView"] = "ShopClockState",
        ["StepView"] = "TimelineEntry",
        ["TranscriptView"] = "ConsumerStep",
    };

    /// <summary>Schemas that the client writes by hand, or does not need.</summary>
    static readonly HashSet<string> Skipped = ["ProblemDetails", "SseItemOfChange"];

    public string Write()
    {
        var types = document["components"]!["schemas"]!.AsObject()
            .Where(schema => !Skipped.Contains(schema.Key) && !schema.Key.StartsWith("ListingOf", StringComparison.Ordinal))
            .OrderBy(schema => NameOf(schema.Key), StringComparer.Ordinal)
            .Select(schema => string.Join('\n', Type(schema.Key, schema.Value!.AsObject())));
        return string.Join("\n\n", types.Prepend(Head)) + "\n";
    }

    const string Head = """
        // Written by ClientModelTests from /openapi/v1.json. To renew it, run the test and move Models.cs.received over this file.
        using System.Text.Json.Serialization;

        namespace KantanSim.Client;

        /// <summary>One page of a list. The cursor requests the next page; null at the end.</summary>
        public sealed class Listing<T>
        {
            public IReadOnlyList<T> Items { get; init; } = [];

            public string? Cursor { get; init; }
        }
        """;

    IEnumerable<string> Type(string name, JsonObject schema) =>
        schema["enum"] is JsonArray members ? Enumeration(name, schema, members) : Record(name, schema);

    static IEnumerable<string> Enumeration(string name, JsonObject schema, JsonArray members) =>
    [
        .. Summary("", schema, NameOf(name)),
        $"[JsonConverter(typeof(JsonStringEnumConverter<{NameOf(name)}>))]",
        $"public enum {NameOf(name)}",
        "{",
        .. members.Select(member => (string)member!)
            .Select(member => $"    [JsonStringEnumMemberName(\"{member}\")] {Pascal(member)},"),
        "}",
    ];

    IEnumerable<string> Record(string name, JsonObject schema)
    {
        var properties = schema["properties"]!.AsObject();
        var required = (schema["required"]?.AsArray() ?? []).Select(one => (string)one!).ToHashSet();
        var isRequest = name.EndsWith("Request", StringComparison.Ordinal);
        // What is left out of a member that is saved stays as it was.
        var isPatch = name == "Member";
        return
        [
            .. Summary("", schema, NameOf(name)),
            $"public sealed {(isRequest || isPatch ? "record" : "class")} {NameOf(name)}",
            "{",
            .. properties.SelectMany((property, place) => Property(property.Key, property.Value!.AsObject(),
                isPatch || (isRequest && !required.Contains(property.Key)), isRequest, place == 0)),
            "}",
        ];
    }

    IEnumerable<string> Property(string name, JsonObject schema, bool mayBeLeftOut, bool isRequest, bool isFirst)
    {
        var type = TypeOf(schema);
        var isNullable = mayBeLeftOut || IsNullable(schema);
        var isRequired = isRequest && !isNullable;
        var start = isNullable || isRequired ? "" : Default(type);
        if (!isFirst) yield return "";
        foreach (var line in Summary("    ", schema["oneOf"]?.AsArray().Last()!.AsObject() ?? schema, null)) yield return line;
        yield return $"    public {(isRequired ? "required " : "")}{type}{(isNullable ? "?" : "")} {Pascal(name)} {{ get; init; }}{start}";
    }

    string Default(string type) => type switch
    {
        "string" => " = \"\";",
        _ when type.StartsWith("IReadOnlyList<", StringComparison.Ordinal) => " = [];",
        _ when type.StartsWith("IReadOnlyDictionary<", StringComparison.Ordinal) => $" = new {type["IReadOnly".Length..]}();",
        "int" or "long" or "double" or "bool" or "DateTimeOffset" or "DateOnly" => "",
        _ => IsEnumeration(type) ? "" : " = new();",
    };

    bool IsEnumeration(string type) => document["components"]!["schemas"]![type]?["enum"] is not null;

    static string TypeOf(JsonObject schema)
    {
        if (schema["$ref"] is { } reference) return NameOf(((string)reference!)[Reference.Length..]);
        if (schema["oneOf"] is JsonArray choices) return TypeOf(choices.Last()!.AsObject());
        return (Kind(schema), (string?)schema["format"]) switch
        {
            ("string", "date-time") => "DateTimeOffset",
            ("string", "date") => "DateOnly",
            ("string", _) => "string",
            ("boolean", _) => "bool",
            ("integer", "int64") => "long",
            ("integer", _) => "int",
            ("number", _) => "double",
            ("array", _) => $"IReadOnlyList<{TypeOf(schema["items"]!.AsObject())}>",
            ("object", _) => $"IReadOnlyDictionary<string, {TypeOf(schema["additionalProperties"]!.AsObject())}>",
            var other => throw new InvalidOperationException($"The client has no type for {other}: {schema.ToJsonString()}"),
        };
    }

    static string Kind(JsonObject schema) => schema["type"] switch
    {
        JsonArray kinds => kinds.Select(kind => (string)kind!).Single(kind => kind != "null"),
        var kind => (string)kind!,
    };

    static bool IsNullable(JsonObject schema) =>
        (schema["type"] is JsonArray kinds && kinds.Any(kind => (string)kind! == "null"))
        || (schema["oneOf"] is JsonArray choices && choices.Any(choice => choice is JsonObject one && one["type"] is JsonValue kind
            && (string)kind! == "null"));

    static string NameOf(string schema)
    {
        if (schema.StartsWith("ListingOf", StringComparison.Ordinal)) return $"Listing<{NameOf(schema["ListingOf".Length..])}>";
        return Names.GetValueOrDefault(schema) ?? (schema.EndsWith("View", StringComparison.Ordinal) ? schema[..^"View".Length] : schema);
    }

    static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    // The descriptions have code in backquotes; long ones are wrapped.
    static IEnumerable<string> Summary(string indent, JsonObject schema, string? otherwise)
    {
        var text = (string?)schema["description"] ?? otherwise;
        if (text is null) yield break;
        var escaped = text.ReplaceLineEndings(" ").Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
        var marked = string.Concat(escaped.Split('`').Select((part, place) => place % 2 == 1 ? $"<c>{part}</c>" : part));
        var single = $"{indent}/// <summary>{marked}</summary>";
        if (single.Length <= MaxLine)
        {
            yield return single;
            yield break;
        }
        yield return $"{indent}/// <summary>";
        foreach (var line in Wrap(marked, MaxLine - indent.Length - "/// ".Length)) yield return $"{indent}/// {line}";
        yield return $"{indent}/// </summary>";
    }

    static IEnumerable<string> Wrap(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }
            line = line.Length == 0 ? word : $"{line} {word}";
        }
        yield return line;
    }
}
