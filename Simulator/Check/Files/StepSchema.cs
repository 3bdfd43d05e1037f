using System.Text.Json.Nodes;
using static KantanSim.Check.Files.SchemaParts;

namespace KantanSim.Check.Files;

/// <summary>The JSON Schema of steps in all their forms.</summary>
internal static class StepSchema
{
    // As KeepReader reads them.
    const string Source = @"^(\$.*|/.+/|url(:/.+/)?|(header|cookie):[^:]+(:/.+/)?)$";
    const string OutputSource = @"^(\$.*|/.+/)$";

    /// <summary>An act or a hook.</summary>
    public static JsonObject Short() => AnyOf("a step", List(PlainText()), Request(CheckKeys.Request), Form());

    /// <summary>A step with exactly one of the forms.</summary>
    public static JsonObject Form()
    {
        var command = CheckKeys.Step.Except([CheckKeys.Http, CheckKeys.Browser]);
        return AnyOf(
            "a request, a command or a form in a browser",
            Object([CheckKeys.Http], FormKey, [CheckKeys.Http]),
            Object(command, key => key == CheckKeys.Keep ? Keep(OutputSource) : FormKey(key), [CheckKeys.Command]),
            Object([CheckKeys.Browser, CheckKeys.Keep], FormKey, [CheckKeys.Browser]));
    }

    public static JsonObject FormKey(string key) => key switch
    {
        CheckKeys.Http => About(Request(CheckKeys.Request), "an HTTP request"),
        CheckKeys.Command => About(List(PlainText()), "a program and its arguments, run without a shell in the folder of the file"),
        CheckKeys.TimeLimit => Pattern("^P", "how long the command may run: PT0.1S to PT1H; default: PT60S"),
        CheckKeys.Browser => About(Browser(), "what a person does in a browser, without JavaScript"),
        _ => Keep(Source),
    };

    /// <param name="keys">The keys that a request may have here.</param>
    public static JsonObject Request(IEnumerable<string> keys)
    {
        var request = Object(keys, RequestKey);
        request["oneOf"] = ExactlyOne(CheckKeys.Methods);
        request["not"] = new JsonObject
        {
            ["anyOf"] = new JsonArray(Both("json", "form"), Both("get", "json"), Both("get", "form")),
        };
        return request;
    }

    static JsonObject RequestKey(string key) => key switch
    {
        "json" => About(new() { ["type"] = new JsonArray("object", "array") },
            "a JSON body; \"{{amount}}\" alone in quotation marks becomes a number"),
        "form" => About(Map(PlainText(), FormValue()), "the fields of a form; a list sends a field several times"),
        "headers" => About(Map(Name("^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"), OneLine()), "headers of the request"),
        CheckKeys.Keep => Keep(Source),
        _ => Url(),
    };

    static JsonObject FormValue() => new() { ["anyOf"] = new JsonArray(PlainText(), List(PlainText())) };

    static JsonObject OneLine() => new() { ["type"] = new JsonArray("string", "number", "boolean"), ["pattern"] = "^[^\\r\\n]*$" };

    public static JsonObject Url() => Pattern(@"^(https?://|\{\{)", "an absolute URL");

    static JsonObject Keep(string source)
    {
        var name = Name("^[A-Za-z][A-Za-z0-9_-]*$");
        name["not"] = Words(VariableNames.Reprice);
        return About(Map(name, Pattern(source, "$.path, /REGEX/, url, header:NAME or cookie:NAME")), "values for later steps");
    }

    static JsonObject Name(string pattern) => new() { ["pattern"] = pattern };

    static JsonObject Browser() => new()
    {
        ["type"] = "array",
        ["minItems"] = 1,
        ["prefixItems"] = new JsonArray(Requires("open")),
        ["items"] = new JsonObject(),
        ["allOf"] = new JsonArray(new JsonObject { ["items"] = Line() }),
    };

    static JsonObject Line()
    {
        var line = Object(CheckKeys.BrowserLines, key => key switch
        {
            "open" => Url(),
            "fill" => About(Map(PlainText(), PlainText()), "values of fields, by name"),
            _ => About(Text(), "a CSS selector, or a text"),
        });
        line["minProperties"] = 1;
        line["maxProperties"] = 1;
        return line;
    }

    static JsonObject Both(string one, string other) => new() { ["required"] = new JsonArray(one, other) };
}
