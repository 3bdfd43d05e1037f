using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using static KantanSim.Check.Files.SchemaParts;

namespace KantanSim.Check.Files;

/// <summary>
/// The JSON Schema of <c>kantansim-check.yaml</c>, generated from the keys that the reader uses. Editors use it for completion and
/// validation.
/// </summary>
internal static class CheckSchema
{
    public const string Id = "/schemas/check-v1.json";

    static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write() => Root().ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";

    static JsonObject Root()
    {
        var root = Object(CheckKeys.Root, RootKey, CheckKeys.Required);
        root.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        root.Insert(1, "$id", Id);
        root.Insert(2, "title", "KantanSim check");
        root.Insert(3, "description", "How a shop is driven. A value with {{name}} in it is filled in when it is used.");
        return root;
    }

    static JsonObject RootKey(string key) => key switch
    {
        "gateway" => Pattern("^https?://[^?#{}@]+$", $"where KantanSim runs; default: {CheckFileReader.DefaultGateway}"),
        "shop" => Account(),
        "place" => About(StepSchema.Form(), "places an order and requests its payment"),
        "read" => Read(),
        "act" => About(Steps(ActNames.OfOrders), "what the shop can do with an order"),
        "hooks" => Hooks(),
        "recurring" => Recurring(),
        "style" => Style(),
        "patience" => Pattern("^P", "the real time that the shop has to settle: PT0.1S to PT10M; default: PT5S"),
        _ => throw NotDefined(key),
    };

    static JsonObject Account() => AnyOf("the shop's account at KantanSim",
        Object(["id", "pass"], _ => Text(), ["id", "pass"]),
        Object(
            ["create", "notifyUrl"],
            key => key == "create"
                ? About(new() { ["const"] = true }, "an account of its own for each case")
                : About(StepSchema.Url(), "the notification URL of the account; {{shopId}} is its ID"),
            ["create", "notifyUrl"]));

    static JsonObject Read()
    {
        var read = Object(CheckKeys.Read, ReadKey, ["state", "means"]);
        read["oneOf"] = new JsonArray(
            Requires(CheckKeys.Command),
            new JsonObject
            {
                ["required"] = new JsonArray(CheckKeys.Http),
                ["properties"] = new JsonObject { [CheckKeys.TimeLimit] = false },
            });
        return About(read, "how the state of an order is read");
    }

    static JsonObject ReadKey(string key) => key switch
    {
        CheckKeys.Http => StepSchema.Request(CheckKeys.Request.Except([CheckKeys.Keep])),
        "state" => Pattern("^\\$((?!\\.length\\(\\)).)*$", "a JSONPath to the shop's own word for the state"),
        "means" => About(Object(CheckKeys.States, WordsFor, ["paid"]), "what the shop's words mean"),
        "shipped" => Pattern("^\\$", "a JSONPath to how often the order was shipped; .length() behind it counts a list"),
        "amount" => Pattern("^\\$((?!\\.length\\(\\)).)*$", "a JSONPath to what the shop takes for paid, in yen"),
        _ => StepSchema.FormKey(key),
    };

    static JsonObject WordsFor(string state) => AnyOf($"the shop's words for {state}", Text(), List(Text(), isUnique: true));

    static JsonObject Hooks()
    {
        var hooks = Steps(HookNames.All);
        hooks["dependentRequired"] = new JsonObject
        {
            [HookNames.Break] = new JsonArray(HookNames.Mend),
            [HookNames.Mend] = new JsonArray(HookNames.Break),
        };
        return About(hooks, "what can be done to the shop");
    }

    static JsonObject Recurring() => About(Object(CheckKeys.Recurring, key => key switch
    {
        "place" => StepSchema.Form(),
        "read" => Read(),
        _ => Steps(CheckKeys.RecurringActs),
    }, ["place", "read"]), "how subscriptions are driven");

    static JsonObject Style() => About(Object(CheckKeys.Style, key => key switch
    {
        "capture" => About(Words(CheckKeys.Captures), "onShip: with RecruitSales; atOnce: registered with CAPTURE"),
        _ => AnyOf("what the shop learns results from", Words(CheckKeys.Results), List(Words(CheckKeys.Results), isUnique: true)),
    }), "how the shop works");

    static JsonObject Steps(IReadOnlyList<string> names) => Object(names, name => About(StepSchema.Short(), AboutStep(name)));

    static string AboutStep(string name) => name switch
    {
        ActNames.Ship => "ships a paid order",
        ActNames.Cancel => "cancels an order, and gives the money back when it is paid",
        ActNames.Reprice => "changes the price of a paid order to {{newAmount}}",
        ActNames.Again => "tries to pay an order again that is not paid; default: a new order is placed",
        ActNames.CancelMonth => "cancels the charge of the month {{month}}, yyyyMM",
        ActNames.Jobs => "runs the background jobs of the shop that are due",
        HookNames.Restart => "ends the shop's process at once and starts it again",
        HookNames.Break => "takes the shop's database away",
        HookNames.Mend => "brings the database back",
        _ => throw NotDefined(name),
    };

    static InvalidOperationException NotDefined(string key) => new($"The schema does not define the key {key}.");
}
