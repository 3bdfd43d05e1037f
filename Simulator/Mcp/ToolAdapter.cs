using System.Text.Json;
using KantanSim.Admin;
using KantanSim.Operations;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace KantanSim.Mcp;

/// <summary>Lets the library call a tool. Problems become tool errors, which a model can read and correct.</summary>
internal sealed class ToolAdapter(IControlTool tool, FaultProblems faults, ChangePublisher changes) : McpServerTool
{
    static readonly byte[] NoArguments = "{}"u8.ToArray();

    public override Tool ProtocolTool { get; } = tool.Definition.ForClients();

    public override IReadOnlyList<object> Metadata => [];

    public override async ValueTask<CallToolResult> InvokeAsync(
        RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken = default)
    {
        try
        {
            var answer = await tool.Run(JsonBodyReader.Parse(Bytes(request.Params?.Arguments)), cancellationToken);
            if (tool.Definition.Effect != ToolEffect.Reads) changes.Publish($"tool {tool.Definition.Name}");
            return new() { Content = [new TextContentBlock { Text = answer.Text }], StructuredContent = answer.Data };
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            return Error(faults.Of(fault, "tool", tool.Definition.Name));
        }
    }

    static byte[] Bytes(IDictionary<string, JsonElement>? arguments)
    {
        if (arguments is null) return NoArguments;
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in arguments)
            {
                writer.WritePropertyName(name);
                value.WriteTo(writer);
            }
            writer.WriteEndObject();
        }
        return json.ToArray();
    }

    static CallToolResult Error(Problem problem)
    {
        var payment = problem.Transaction is { } view ? $"\n{PaymentText.Line(view)}" : "";
        return new()
        {
            IsError = true,
            Content = [new TextContentBlock { Text = $"{problem.Title}: {problem.Detail}{payment}" }],
            StructuredContent = JsonSerializer.SerializeToElement(problem, ToolAnswer.Control.Problem),
        };
    }
}
