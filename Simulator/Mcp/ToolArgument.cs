using System.Text.Json.Nodes;
using KantanSim.Operations;

namespace KantanSim.Mcp;

/// <summary>An argument of a tool, as its JSON Schema describes it. The operation behind the tool checks the value.</summary>
/// <param name="Type">Of JSON Schema, such as <c>string</c>.</param>
/// <param name="Description">What it is for, and what is allowed.</param>
internal sealed record ToolArgument(string Name, string Type, string Description)
{
    public bool IsRequired { get; init; }

    /// <summary>All allowed values; empty: they are not a short list.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>A payment: the argument <c>id</c>, which is required.</summary>
    public static readonly ToolArgument Payment =
        new("id", "string", "The payment: its AccessID, or its whole OrderID.") { IsRequired = true };

    /// <summary>The shop of a payment that is named by its OrderID.</summary>
    public static readonly ToolArgument ShopOfOrder =
        new("shopId", "string", "The ShopID, needed only when several shops have an order of this OrderID.");

    public static readonly ToolArgument Limit = new("limit", "integer", "The maximum number of items, 1 to 500; default: 50.");

    public static readonly ToolArgument Cursor =
        new("cursor", "string", "Continues a list: the cursor of the answer before. Leave it out for the first page.");

    public JsonObject Schema()
    {
        var schema = new JsonObject { ["type"] = Type, ["description"] = Description };
        if (Values.Count > 0) schema["enum"] = new JsonArray([.. Values.Select(value => (JsonNode)value)]);
        return schema;
    }

    /// <summary>Reads a text or a number that must be there before anything else can be checked.</summary>
    /// <exception cref="ProblemException">400: it is missing.</exception>
    public static string Required(JsonBodyReader arguments, string name) =>
        arguments.TextOrNumber(name) is { Length: > 0 } text
            ? text
            : throw ProblemException.BadRequest([new(name, null, "a value; it is required") { AllowedJa = "値（必須項目）" }]);
}
