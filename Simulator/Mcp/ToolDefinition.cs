using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;

namespace KantanSim.Mcp;

/// <summary>What a tool does to the simulator, for clients that ask a person before some calls.</summary>
internal enum ToolEffect
{
    /// <summary>Changes nothing.</summary>
    Reads,

    /// <summary>Adds something and changes nothing that exists.</summary>
    Adds,

    /// <summary>Changes payments or clocks, which cannot be undone.</summary>
    Changes,
}

/// <summary>A tool as clients see it.</summary>
/// <param name="Name">In snake_case.</param>
/// <param name="Description">What it does and when to use it.</param>
internal sealed record ToolDefinition(
    string Name, string Title, string Description, ToolEffect Effect, IReadOnlyList<ToolArgument> Arguments)
{
    public Tool ForClients() => new()
    {
        Name = Name,
        Title = Title,
        Description = Description,
        InputSchema = InputSchema(),
        Annotations = new()
        {
            Title = Title,
            ReadOnlyHint = Effect == ToolEffect.Reads,
            DestructiveHint = Effect == ToolEffect.Changes,
            IdempotentHint = Effect == ToolEffect.Reads,
            OpenWorldHint = false,
        },
    };

    JsonElement InputSchema()
    {
        var required = Arguments.Where(argument => argument.IsRequired).Select(argument => (JsonNode)argument.Name);
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(
                Arguments.Select(argument => KeyValuePair.Create(argument.Name, (JsonNode?)argument.Schema()))),
            ["required"] = new JsonArray([.. required]),
            ["additionalProperties"] = false,
        };
        return JsonDocument.Parse(schema.ToJsonString()).RootElement;
    }
}
