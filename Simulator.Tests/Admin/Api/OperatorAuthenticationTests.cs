using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using KantanSim.Admin;
using KantanSim.Tests.Infrastructure;
using KantanSim.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Admin.Api;

/// <summary>Where the operator's token is required, what counts as proof, and how a request without proof is answered.</summary>
public sealed class OperatorAuthenticationTests
{
    const string Token = "s3cret";

    [Fact]
    public async Task Endpoint_requires_the_token_exactly_when_its_audience_is_the_operator()
    {
        await using var simulated = await SimulatorFixture.Start(
            demoShop: true, settings: [$"--KantanSim:AdminToken={Token}", "--KantanSim:Metrics=true", "--KantanSim:Mcp=true"]);
        var paths = simulated.GetService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => Accepts(endpoint, "GET") && IsFixed(endpoint.RoutePattern))
            .ToDictionary(endpoint => $"/{endpoint.RoutePattern.RawText!.Trim('/')}", IsForOperator);
        Assert.True(paths.Count > 25, $"Only {paths.Count} paths were found.");
        Assert.Contains(false, paths.Values);
        foreach (var (path, isForOperator) in paths)
        {
            using var answer = await Send(simulated, HttpMethod.Get, path);
            Assert.Equal((path, isForOperator), (path, (int)answer.StatusCode == 401));
        }
    }

    [Theory]
    [InlineData("/api/nothing")]
    [InlineData("/metrics/nothing")]
    public async Task Unknown_path_below_an_operators_path_requires_the_token(string path)
    {
        await using var simulated = await SimulatorFixture.Start(settings: [$"--KantanSim:AdminToken={Token}", "--KantanSim:Metrics=true"]);
        using var answer = await Send(simulated, HttpMethod.Get, path);
        Assert.Equal(401, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("Bearer s3cret", "", 200)]
    [InlineData("bearer  s3cret ", "", 200)]
    [InlineData("Bearer s3cre", "", 401)]
    [InlineData("Bearer s3cret2", "", 401)]
    [InlineData("Bearer", "", 401)]
    [InlineData("s3cret", "", 401)]
    [InlineData("Basic YW55b25lOnMzY3JldA==", "", 200)] // anyone:s3cret
    [InlineData("Basic czNjcmV0", "", 401)] // s3cret without a name
    [InlineData("Basic not-base64", "", 401)]
    [InlineData("", "right", 200)]
    [InlineData("", "s3cret", 401)]
    [InlineData("Bearer wrong", "right", 200)]
    [InlineData("Bearer s3cret", "wrong", 200)]
    public async Task Token_or_cookie_proves_the_operator(string authorization, string cookie, int status)
    {
        await using var simulated = await SimulatorFixture.Start(settings: $"--KantanSim:AdminToken={Token}");
        var value = cookie == "right" ? simulated.GetService<OperatorToken>().CookieValue : cookie;
        using var answer = await Send(simulated, HttpMethod.Get, "/api/clock", authorization,
            value.Length == 0 ? "" : $"kantansim-operator={value}");
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("/api/clock", "*/*")]
    [InlineData("/api/clock", "text/html")]
    [InlineData("/traffic", "application/json")]
    [InlineData("/traffic", "")]
    public async Task Program_without_the_token_gets_a_problem_document(string path, string accept)
    {
        await using var simulated = await SimulatorFixture.Start(settings: $"--KantanSim:AdminToken={Token}");
        using var answer = await Send(simulated, HttpMethod.Get, path, accept: accept);
        Assert.Equal((401, "Bearer"), ((int)answer.StatusCode, $"{answer.Headers.WwwAuthenticate}"));
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var problem = JsonNode.Parse(await TextOf(answer))!;
        Assert.Equal((401, "Token required"), ((int)problem["status"]!, (string?)problem["title"]));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task Browser_without_the_token_gets_the_sign_in_page(string method)
    {
        await using var simulated = await SimulatorFixture.Start(settings: $"--KantanSim:AdminToken={Token}");
        using var answer = await Send(simulated, new(method), "/reset", accept: "text/html");
        Assert.Equal((401, "Bearer"), ((int)answer.StatusCode, $"{answer.Headers.WwwAuthenticate}"));
        Assert.Contains("action=\"/sign-in\"", await TextOf(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_needs_a_token_on_loopback_without_AdminToken()
    {
        await using var simulated = await SimulatorFixture.Start();
        using var answer = await Send(simulated, HttpMethod.Get, "/api/clock", "Bearer whatever");
        Assert.Equal(200, (int)answer.StatusCode);
        using var page = await Send(simulated, HttpMethod.Get, "/traffic", accept: "text/html");
        Assert.DoesNotContain("sign-out", await TextOf(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cookie_is_still_valid_after_a_restart_with_the_same_token()
    {
        string cookie;
        await using (var first = await SimulatorFixture.Start(settings: $"--KantanSim:AdminToken={Token}"))
        {
            using var signedIn = await first.Post("/sign-in", ("token", Token), ("from", "/"));
            cookie = Assert.Single(signedIn.Headers.GetValues("Set-Cookie")).Split(';')[0];
        }
        await using var second = await SimulatorFixture.Start(settings: $"--KantanSim:AdminToken={Token}");
        using var answer = await Send(second, HttpMethod.Get, "/api/clock", cookie: cookie);
        Assert.Equal(200, (int)answer.StatusCode);
        await using var other = await SimulatorFixture.Start(settings: $"--KantanSim:AdminToken={Token}2");
        using var refused = await Send(other, HttpMethod.Get, "/api/clock", cookie: cookie);
        Assert.Equal(401, (int)refused.StatusCode);
    }

    [Fact]
    public async Task Requests_without_the_token_are_not_logged()
    {
        await using var simulated = await SimulatorFixture.Start(
            settings: [$"--KantanSim:AdminToken={Token}", "--Logging:LogLevel:Default=Information"]);
        var logged = simulated.Logged(LogLevel.Information);
        using var answer = await Send(simulated, HttpMethod.Get, "/api/clock", "Bearer wrong");
        Assert.Equal(401, (int)answer.StatusCode);
        Assert.DoesNotContain(logged,
            line => line.Contains("Operator", StringComparison.Ordinal) || line.Contains("uthorization", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Operator_is_the_default_scheme()
    {
        await using var simulated = await SimulatorFixture.Start();
        var scheme = await simulated.GetService<IAuthenticationSchemeProvider>().GetDefaultChallengeSchemeAsync();
        Assert.Equal(OperatorAuthentication.Scheme, scheme?.Name);
    }

    static bool Accepts(RouteEndpoint endpoint, string method) =>
        endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is not { } methods || methods.HttpMethods.Contains(method);

    static bool IsFixed(RoutePattern pattern) => pattern.Parameters.Count == 0;

    static bool IsForOperator(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<AudienceMetadata>() is not { } audience
        || audience.Of(new Microsoft.AspNetCore.Http.DefaultHttpContext()) == Audience.Operator;

    static async Task<HttpResponseMessage> Send(
        SimulatorFixture simulated, HttpMethod method, string path, string authorization = "", string cookie = "", string accept = "")
    {
        using var handler = new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = new(simulated.Url) };
        using var request = new HttpRequestMessage(method, path);
        if (authorization.Length > 0) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        if (cookie.Length > 0) request.Headers.Add("Cookie", cookie);
        if (accept.Length > 0) request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
        // The stream of events has no end: its headers are enough.
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    static Task<string> TextOf(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
