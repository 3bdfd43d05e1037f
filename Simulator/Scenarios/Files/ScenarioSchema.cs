using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KantanSim.Scenarios.Files;

/// <summary>
/// The JSON Schema of scenario files, generated from the tables that the parser uses. Editors use it for completion and validation.
/// </summary>
internal static class ScenarioSchema
{
    public const string Id = "/schemas/scenario-v1.json";

    static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(KnownSymbols symbols) => Root(symbols).ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";

    static JsonObject Root(KnownSymbols symbols) => new()
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["$id"] = Id,
        ["title"] = "KantanSim scenario",
        ["description"] = "What happens to one payment. A value with {{ … }} in it is a formula, evaluated when it is needed.",
        ["type"] = "object",
        ["required"] = new JsonArray("name"),
        ["anyOf"] = new JsonArray(
            new JsonObject { ["required"] = new JsonArray("rules") },
            new JsonObject { ["required"] = new JsonArray("race") }),
        ["additionalProperties"] = false,
        ["properties"] = RootProperties(symbols),
    };

    static JsonObject RootProperties(KnownSymbols symbols) => new()
    {
        ["name"] = About(Name(), "the file name without extension"),
        ["title"] = About(LocalText(), "a short title for lists"),
        ["description"] = About(LocalText(), "one sentence on what a good merchant does"),
        ["match"] = About(
            MatchKeys(ScenarioReader.MatchKeys, symbols),
            "selects payments for this scenario automatically; every key that is given must match"),
        ["race"] = About(
            ActionParameter.EnumSchema(ScenarioReader.Races),
            "which reaches the merchant first: the notification or the browser's return"),
        ["rules"] = About(NonEmptyArray(Rule(symbols)), "the first matching rule that is not used up is played"),
        ["script"] = About(
            NonEmptyArray(ScriptLine(symbols)),
            "the steps that play the scenario; default: the payment is registered, requested and played"),
        ["expect"] = About(Expect(symbols), "the expected final state"),
    };

    static JsonObject Name() => new() { ["type"] = "string", ["pattern"] = "^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$" };

    static JsonObject Rule(KnownSymbols symbols) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray("when", "then"),
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject
        {
            ["when"] = About(
                ActionParameter.EnumSchema(Hook.All.Select(hook => hook.Name)),
                string.Join("; ", Hook.All.Select(hook => $"{hook}: {hook.About}"))),
            ["match"] = About(
                MatchKeys(RuleReader.MatchKeys, symbols),
                "when the rule applies; every key that is given must match"),
            ["chance"] = About(
                new() { ["type"] = "number", ["exclusiveMinimum"] = 0, ["maximum"] = 1 },
                "the probability with which the rule is played when it applies; otherwise the next rule applies; default: 1"),
            ["then"] = ActionParameter.AnyOf([.. ActionDefinition.All.SelectMany(definition => Action(definition, symbols))]),
            ["times"] = About(
                ActionParameter.Bounded("integer", 1, RuleReader.MaxTimes),
                "how many times the rule is played for one payment; default: unlimited"),
            ["by"] = About(
                ActionParameter.EnumSchema(RuleReader.PlayModes),
                "itself (default): no click is needed; person: the pages are shown, and the control API's play plays the rule"),
        },
        ["allOf"] = new JsonArray([.. Hook.All.Select(ActionsOf)]),
    };

    // One condition for each hook: only its actions are allowed.
    static JsonObject ActionsOf(Hook hook) => new()
    {
        ["if"] = Property("when", new JsonObject { ["const"] = hook.Name }),
        ["then"] = Property("then", ActionParameter.AnyOf(
            ActionParameter.EnumSchema(ActionNames(hook)),
            new JsonObject { ["type"] = "object", ["propertyNames"] = ActionParameter.EnumSchema(ActionNames(hook)) })),
    };

    static JsonObject Property(string name, JsonObject schema) => new() { ["properties"] = new JsonObject { [name] = schema } };

    static IEnumerable<string> ActionNames(Hook hook) => ActionDefinition.For(hook).Select(definition => definition.Name);

    // The action as one word, unless a parameter is required, and as a mapping.
    static IEnumerable<JsonObject> Action(ActionDefinition definition, KnownSymbols symbols)
    {
        if (!definition.Parameters.Any(parameter => parameter.Required))
            yield return About(new() { ["const"] = definition.Name }, definition.About);
        yield return new()
        {
            ["type"] = "object",
            ["required"] = new JsonArray(definition.Name),
            ["additionalProperties"] = false,
            ["properties"] = new JsonObject { [definition.Name] = About(Parameters(definition, symbols), definition.About) },
        };
    }

    static JsonObject Parameters(ActionDefinition definition, KnownSymbols symbols)
    {
        var required = definition.Parameters.Where(parameter => parameter.Required).Select(parameter => (JsonNode)parameter.Name);
        return new()
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["required"] = new JsonArray([.. required]),
            ["properties"] = new JsonObject(definition.Parameters.Select(parameter =>
                KeyValuePair.Create(parameter.Name, (JsonNode?)Parameter(parameter, symbols)))),
        };
    }

    static JsonObject Parameter(ActionParameter parameter, KnownSymbols symbols) =>
        About(ActionParameter.AnyOf(parameter.Schema(symbols), Formula()), parameter.About);

    static JsonObject Formula() => new() { ["type"] = "string", ["pattern"] = @"\{\{" };

    static JsonObject MatchKeys(IEnumerable<string> keys, KnownSymbols symbols) => new()
    {
        ["type"] = "object",
        ["minProperties"] = 1,
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject(keys.Select(key => KeyValuePair.Create(key, (JsonNode?)MatchKey(key, symbols)))),
    };

    static JsonObject MatchKey(string key, KnownSymbols symbols) => key switch
    {
        "shopId" => About(ActionParameter.TypeSchema("string"), "exactly this shop"),
        "orderId" => About(ActionParameter.TypeSchema("string"), "a pattern: * matches any characters, ? matches one"),
        "item" => About(
            ActionParameter.TypeSchema("string"),
            "a pattern for ItemName, which is known only once the payment is requested"),
        "amount" => About(
            ActionParameter.AnyOf(ActionParameter.Bounded("integer", 0, PointsUse.Max), AmountRange()),
            "Amount plus Tax in yen: one number, or from and to (inclusive)"),
        "operation" => About(ActionParameter.EnumSchema(symbols.Operations), "the API that is called"),
        "status" => About(
            ActionParameter.EnumSchema(symbols.Statuses),
            "the payment's status; at notifying, the notified status"),
        "attempt" => About(
            ActionParameter.Bounded("integer", 1, RuleReader.MaxTimes),
            "the attempt, from 1: calls are counted per API, notifications per delivery attempt"),
        "time" => About(
            new() { ["type"] = "string", ["pattern"] = "^[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]$" },
            "a daily time window in Japan, such as 02:00-04:00"),
        _ => throw new InvalidOperationException($"The schema does not define the match key {key}."),
    };

    static JsonObject AmountRange() => new()
    {
        ["type"] = "object",
        ["minProperties"] = 1,
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject
        {
            ["from"] = ActionParameter.Bounded("integer", 0, PointsUse.Max),
            ["to"] = ActionParameter.Bounded("integer", 0, PointsUse.Max),
        },
    };

    static JsonObject ScriptLine(KnownSymbols symbols)
    {
        var commands = ActionParameter.EnumSchema([.. symbols.Operations, .. ScriptReader.Commands]);
        return ActionParameter.AnyOf(commands, new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray("do"),
            ["additionalProperties"] = false,
            ["properties"] = new JsonObject
            {
                ["do"] = commands.DeepClone(),
                ["value"] = About(
                    ActionParameter.AnyOf(ActionParameter.TypeSchema("string"), ActionParameter.TypeSchema("integer")),
                    "an amount for a change, a duration for advance, a month for a charge cancel"),
                ["gets"] = About(
                    ActionParameter.AnyOf(ActionParameter.EnumSchema([.. symbols.ErrorNames, .. ScriptReader.Outcomes]), HttpStatus()),
                    "what the merchant receives: ok, an ErrInfo, nothing, garbled, or HTTP and a status"),
            },
        });
    }

    static JsonObject HttpStatus() => new() { ["type"] = "string", ["pattern"] = "^HTTP [0-9]{3}$" };

    static JsonObject Expect(KnownSymbols symbols) => new()
    {
        ["type"] = "object",
        ["minProperties"] = 1,
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject
        {
            ["status"] = About(ActionParameter.EnumSchema(symbols.Statuses), "the payment's status"),
            ["errInfo"] = About(
                ActionParameter.EnumSchema([.. symbols.ErrorNames, ScenarioReader.NoError]),
                "the payment's error, or none"),
            ["notified"] = About(StatusList(symbols), "the statuses notified to the merchant, in order of arrival"),
            ["returned"] = About(StatusList(symbols), "the statuses that the browser brought back to RetURL"),
        },
    };

    // Any word is valid, because a protocol option may change a status on the wire. The known ones are for completion.
    static JsonObject StatusList(KnownSymbols symbols) => new()
    {
        ["type"] = "array",
        ["items"] = ActionParameter.AnyOf(
            ActionParameter.EnumSchema(symbols.Statuses),
            new JsonObject { ["type"] = "string", ["minLength"] = 1 }),
    };

    static JsonObject LocalText() => ActionParameter.AnyOf(ActionParameter.TypeSchema("string"), new JsonObject
    {
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject
        {
            ["en"] = ActionParameter.TypeSchema("string"),
            ["ja"] = ActionParameter.TypeSchema("string"),
        },
    });

    static JsonObject NonEmptyArray(JsonObject items) => new() { ["type"] = "array", ["minItems"] = 1, ["items"] = items };

    static JsonObject About(JsonObject schema, string description)
    {
        schema["description"] = description;
        return schema;
    }
}
