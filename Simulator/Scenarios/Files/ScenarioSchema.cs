using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KantanSim.Scenarios.Files;

/// <summary>The JSON Schema of a scenario file, made of the same tables that read one. Editors complete and check by it.</summary>
internal static class ScenarioSchema
{
    public const string Id = "/schemas/scenario-v1.json";

    static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(KnownSymbols vocabulary) => Of(vocabulary).ToJsonString(Readable).ReplaceLineEndings("\n") + "\n";

    static JsonObject Of(KnownSymbols vocabulary) => new()
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["$id"] = Id,
        ["title"] = "KantanSim scenario",
        ["description"] = "What happens to one payment. A value with {{ … }} in it is worked out when it is needed.",
        ["type"] = "object",
        ["required"] = new JsonArray("name"),
        ["anyOf"] = new JsonArray(new JsonObject { ["required"] = new JsonArray("rules") }, new JsonObject { ["required"] = new JsonArray("race") }),
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject
        {
            ["name"] = About(new() { ["type"] = "string", ["pattern"] = "^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$" }, "the name of the file, without its ending"),
            ["title"] = About(Texts(), "a few words for lists"),
            ["description"] = About(Texts(), "one sentence on what a good merchant does"),
            ["match"] = About(Keys(ScenarioReader.MatchKeys, vocabulary), "the payments that play it without being told; every key that is given has to fit"),
            ["race"] = About(ActionParameter.EnumSchema(ScenarioReader.Races), "which of notification and browser's return reaches the merchant first"),
            ["rules"] = About(new() { ["type"] = "array", ["minItems"] = 1, ["items"] = Rule(vocabulary) }, "the first that fits and is not used up is played"),
            ["script"] = About(new() { ["type"] = "array", ["minItems"] = 1, ["items"] = Line(vocabulary) }, "what is done to see it; left out: the payment is registered, requested and played"),
            ["expect"] = About(Expect(vocabulary), "what holds in the end"),
        },
    };

    static JsonObject Rule(KnownSymbols vocabulary) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray("when", "then"),
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject
        {
            ["when"] = About(ActionParameter.EnumSchema(Hook.All.Select(cue => cue.Name)), string.Join("; ", Hook.All.Select(cue => $"{cue}: {cue.About}"))),
            ["match"] = About(Keys(RuleReader.MatchKeys, vocabulary), "when it speaks; every key that is given has to fit"),
            ["then"] = new JsonObject { ["anyOf"] = new JsonArray([.. ActionDefinition.All.SelectMany(form => Reaction(form, vocabulary))]) },
            ["times"] = About(ActionParameter.Bounded("integer", 1, RuleReader.MostTimes), "how often it is played for one payment; left out: always"),
            ["by"] = About(ActionParameter.EnumSchema(RuleReader.Players), "itself (when left out): nobody has to click; person: the pages are shown, and play of the control API plays it"),
        },
        ["allOf"] = new JsonArray([.. Hook.All.Select(OfCue)]),
    };

    // What a cue cannot take is a fault: said as one condition for each cue.
    static JsonObject OfCue(Hook cue) => new()
    {
        ["if"] = new JsonObject { ["properties"] = new JsonObject { ["when"] = new JsonObject { ["const"] = cue.Name } } },
        ["then"] = new JsonObject
        {
            ["properties"] = new JsonObject
            {
                ["then"] = new JsonObject
                {
                    ["anyOf"] = new JsonArray(
                        ActionParameter.EnumSchema(Words(cue)),
                        new JsonObject { ["type"] = "object", ["propertyNames"] = ActionParameter.EnumSchema(Words(cue)) }),
                },
            },
        },
    };

    static IEnumerable<string> Words(Hook cue) => ActionDefinition.All.Where(form => form.Hooks.Contains(cue)).Select(form => form.Name);

    static IEnumerable<JsonObject> Reaction(ActionDefinition form, KnownSymbols vocabulary)
    {
        if (!form.Parameters.Any(key => key.Required)) yield return About(new() { ["const"] = form.Name }, form.About);
        yield return new()
        {
            ["type"] = "object",
            ["required"] = new JsonArray(form.Name),
            ["additionalProperties"] = false,
            ["properties"] = new JsonObject
            {
                [form.Name] = About(new()
                {
                    ["type"] = "object",
                    ["additionalProperties"] = false,
                    ["required"] = new JsonArray([.. form.Parameters.Where(key => key.Required).Select(key => (JsonNode)key.Name)]),
                    ["properties"] = new JsonObject(form.Parameters.Select(key => KeyValuePair.Create(key.Name, (JsonNode?)About(ActionParameter.AnyOf(key.Schema(vocabulary), Formula()), key.About)))),
                }, form.About),
            },
        };
    }

    static JsonObject Formula() => new() { ["type"] = "string", ["pattern"] = @"\{\{" };

    static JsonObject Keys(IEnumerable<string> keys, KnownSymbols vocabulary) => new()
    {
        ["type"] = "object",
        ["minProperties"] = 1,
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject(keys.Select(key => KeyValuePair.Create(key, (JsonNode?)MatchKey(key, vocabulary)))),
    };

    static JsonObject MatchKey(string key, KnownSymbols vocabulary) => key switch
    {
        "shopId" => About(ActionParameter.TypeSchema("string"), "exactly this shop"),
        "orderId" => About(ActionParameter.TypeSchema("string"), "a pattern: * is any run of characters, ? any one"),
        "item" => About(ActionParameter.TypeSchema("string"), "a pattern for ItemName, which is known once the payment is requested"),
        "amount" => About(ActionParameter.AnyOf(ActionParameter.Bounded("integer", 0, PointsUse.Most), Between()), "yen, Amount and Tax together: one number, or from and to, both included"),
        "operation" => About(ActionParameter.EnumSchema(vocabulary.Operations), "the API that is called"),
        "status" => About(ActionParameter.EnumSchema(vocabulary.Statuses), "the payment's status; with notifying the one that is told"),
        "attempt" => About(ActionParameter.Bounded("integer", 1, RuleReader.MostTimes), "which time it is; of a call for each API by itself, of a notification which try"),
        "time" => About(new() { ["type"] = "string", ["pattern"] = "^[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]$" }, "a time of each day in Japan, such as 02:00-04:00"),
        _ => throw new InvalidOperationException($"The schema knows nothing of {key}."),
    };

    static JsonObject Between() => new()
    {
        ["type"] = "object",
        ["minProperties"] = 1,
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject { ["from"] = ActionParameter.Bounded("integer", 0, PointsUse.Most), ["to"] = ActionParameter.Bounded("integer", 0, PointsUse.Most) },
    };

    static JsonObject Line(KnownSymbols vocabulary)
    {
        var deeds = ActionParameter.EnumSchema([.. vocabulary.Operations, .. ScriptReader.Commands]);
        return ActionParameter.AnyOf(deeds, new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray("do"),
            ["additionalProperties"] = false,
            ["properties"] = new JsonObject
            {
                ["do"] = deeds.DeepClone(),
                ["value"] = About(ActionParameter.AnyOf(ActionParameter.TypeSchema("string"), ActionParameter.TypeSchema("integer")), "an amount for a change, a duration for advance, a month for a charge's cancel"),
                ["gets"] = About(ActionParameter.AnyOf(ActionParameter.EnumSchema([.. vocabulary.Errors, .. ScriptReader.Outcomes]), new JsonObject { ["type"] = "string", ["pattern"] = "^HTTP [0-9]{3}$" }), "what the merchant gets: ok, an ErrInfo, nothing, garbled, or HTTP and a status"),
            },
        });
    }

    static JsonObject Expect(KnownSymbols vocabulary)
    {
        // Any word, as a choice may give a status another name on the wire; the known ones are offered.
        JsonObject Statuses() => new() { ["type"] = "array", ["items"] = ActionParameter.AnyOf(ActionParameter.EnumSchema(vocabulary.Statuses), new JsonObject { ["type"] = "string", ["minLength"] = 1 }) };
        return new()
        {
            ["type"] = "object",
            ["minProperties"] = 1,
            ["additionalProperties"] = false,
            ["properties"] = new JsonObject
            {
                ["status"] = About(ActionParameter.EnumSchema(vocabulary.Statuses), "the payment's status"),
                ["errInfo"] = About(ActionParameter.EnumSchema([.. vocabulary.Errors, ScenarioReader.NoError]), "the error that the payment carries, or none"),
                ["notified"] = About(Statuses(), "the statuses that the merchant was told of, in the order in which they arrived"),
                ["returned"] = About(Statuses(), "the statuses that the browser brought to RetURL"),
            },
        };
    }

    static JsonObject Texts() => ActionParameter.AnyOf(ActionParameter.TypeSchema("string"), new JsonObject
    {
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject { ["en"] = ActionParameter.TypeSchema("string"), ["ja"] = ActionParameter.TypeSchema("string") },
    });

    static JsonObject About(JsonObject schema, string about)
    {
        schema["description"] = about;
        return schema;
    }
}
