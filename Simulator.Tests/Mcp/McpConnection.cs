using System.Text.Json;
using System.Text.Json.Nodes;
using KantanSim.Tests.Infrastructure;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace KantanSim.Tests.Mcp;

/// <summary>The library's own client, connected to a simulator's <c>/mcp</c>.</summary>
internal sealed class McpConnection : IAsyncDisposable
{
    public const string SwitchedOn = "--KantanSim:Mcp=true";

    readonly McpClient client;

    McpConnection(McpClient client) => this.client = client;

    public McpClient Client => client;

    /// <param name="token">The operator's token; null: none is sent.</param>
    /// <param name="revision">The protocol's revision; null: the client's newest.</param>
    public static async Task<McpConnection> Open(SimulatorFixture simulated, string? token = null, string? revision = null)
    {
        var transport = new HttpClientTransport(new()
        {
            Endpoint = new($"{simulated.Url}/mcp"),
            TransportMode = HttpTransportMode.StreamableHttp,
            AdditionalHeaders = token is null ? new Dictionary<string, string>() : new() { ["Authorization"] = $"Bearer {token}" },
            ConnectionTimeout = HangGuard.Limit,
        });
        var options = new McpClientOptions
        {
            ProtocolVersion = revision,
            InitializationTimeout = HangGuard.Limit,
            DiscoverProbeTimeout = HangGuard.Limit,
        };
        return new(await McpClient.CreateAsync(transport, options, cancellationToken: TestContext.Current.CancellationToken));
    }

    /// <summary>Calls a tool, which must succeed.</summary>
    public async Task<(string Text, JsonNode Data)> Call(string tool, object arguments)
    {
        var result = await Result(tool, arguments);
        Assert.False(result.IsError == true, TextOf(result));
        return (TextOf(result), JsonNode.Parse(result.StructuredContent!.Value.GetRawText())!);
    }

    /// <summary>Calls a tool, which must fail.</summary>
    /// <returns>The error as the model reads it.</returns>
    public async Task<string> ErrorOf(string tool, object arguments)
    {
        var result = await Result(tool, arguments);
        Assert.True(result.IsError, TextOf(result));
        return TextOf(result);
    }

    public ValueTask DisposeAsync() => client.DisposeAsync();

    async Task<CallToolResult> Result(string tool, object arguments)
    {
        var members = JsonSerializer.SerializeToElement(arguments).EnumerateObject()
            .ToDictionary(member => member.Name, member => (object?)member.Value);
        return await client.CallToolAsync(tool, members, cancellationToken: TestContext.Current.CancellationToken);
    }

    static string TextOf(CallToolResult result) => Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text;
}
