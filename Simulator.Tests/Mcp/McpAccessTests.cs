using System.Net;
using System.Net.Http.Headers;
using KantanSim.Mcp;
using KantanSim.Tests.Infrastructure;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Server;

namespace KantanSim.Tests.Mcp;

/// <summary>Who reaches /mcp, and when it is there.</summary>
public sealed class McpAccessTests
{
    const string ListTools = """{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{}}""";

    const string Initialize =
        """
        {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},
        "clientInfo":{"name":"test","version":"1"}}}
        """;

    [Theory]
    [InlineData("POST")]
    [InlineData("GET")]
    public async Task Endpoint_is_not_found_unless_it_is_switched_on(string verb)
    {
        await using var simulated = await SimulatorFixture.Start();
        using var answer = await Send(simulated, new(verb), []);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.StartsWith($"KantanSim has nothing at {verb} /mcp.\n", await Text(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Path_is_the_operators_also_when_the_endpoint_is_switched_off()
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--KantanSim:AdminToken=s3cret");
        using var answer = await Send(simulated, HttpMethod.Post, []);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("Authorization", "Bearer s3cret", 200)]
    [InlineData("Authorization", "Bearer wrong", 401)]
    [InlineData("X-Nothing", "", 401)]
    public async Task Endpoint_requires_the_operators_token(string header, string value, int status)
    {
        await using var simulated = await SimulatorFixture.Start(settings: [McpConnection.SwitchedOn, "--KantanSim:AdminToken=s3cret"]);
        using var answer = await Send(simulated, HttpMethod.Post, [(header, value)]);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Client_without_the_token_cannot_connect()
    {
        await using var simulated = await SimulatorFixture.Start(settings: [McpConnection.SwitchedOn, "--KantanSim:AdminToken=s3cret"]);
        var refused = await Assert.ThrowsAsync<HttpRequestException>(async () => await McpConnection.Open(simulated));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        await using var allowed = await McpConnection.Open(simulated, "s3cret");
        Assert.Equal("kantansim", allowed.Client.ServerInfo!.Name);
    }

    [Theory]
    [InlineData("Host", "evil.example", 421)]
    [InlineData("Origin", "http://evil.example", 403)]
    [InlineData("Host", "localhost", 200)]
    public async Task Other_hosts_and_other_sites_pages_are_refused(string header, string value, int status)
    {
        await using var simulated = await SimulatorFixture.Start(settings: McpConnection.SwitchedOn);
        using var answer = await Send(simulated, HttpMethod.Post, [(header, value)]);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task Methods_of_sessions_are_not_allowed(string verb)
    {
        await using var simulated = await SimulatorFixture.Start(settings: McpConnection.SwitchedOn);
        using var answer = await Send(simulated, new(verb), []);
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "POST"), (answer.StatusCode, $"{answer.Content.Headers.Allow.Single()}"));
    }

    [Fact]
    public async Task Nothing_is_registered_unless_it_is_switched_on()
    {
        await using var simulated = await SimulatorFixture.Start();
        Assert.Empty(simulated.GetService<IEnumerable<IControlTool>>());
        Assert.Empty(simulated.GetService<IEnumerable<IConfigureOptions<McpServerOptions>>>());
    }

    [Fact]
    public async Task Request_stands_for_itself_without_a_session()
    {
        await using var simulated = await SimulatorFixture.Start(settings: McpConnection.SwitchedOn);
        using var answer = await Send(simulated, HttpMethod.Post, [], ListTools);
        Assert.False(answer.Headers.Contains("Mcp-Session-Id"));
        Assert.Contains("\"explain_payment\"", await Text(answer), StringComparison.Ordinal);
    }

    static async Task<HttpResponseMessage> Send(
        SimulatorFixture simulated, HttpMethod verb, (string Name, string Value)[] headers, string json = Initialize)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(verb, $"{simulated.Url}/mcp");
        if (verb == HttpMethod.Post) request.Content = new StringContent(json, new MediaTypeHeaderValue("application/json"));
        request.Headers.Add("Accept", "application/json, text/event-stream");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    static Task<string> Text(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
