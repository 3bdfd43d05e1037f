#pragma warning disable format // aligned tables
using System.Net;
using System.Text.Json.Nodes;
using KantanSim.Configuration;
using KantanSim.Startup;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Web;

/// <summary><c>PublicUrl</c>, for a proxy that forwards neither scheme nor host nor path.</summary>
public sealed class PublicUrlTests
{
    const string Setting = "--KantanSim:PublicUrl=https://pay.example/sim";

    [Theory]
    [InlineData("https://pay.example",      HttpStatusCode.SeeOther)]
    [InlineData("http://pay.example",       HttpStatusCode.Forbidden)]
    [InlineData("https://pay.example:8443", HttpStatusCode.Forbidden)]
    [InlineData("https://evil.example",     HttpStatusCode.Forbidden)]
    [InlineData("null",                     HttpStatusCode.Forbidden)]
    public async Task Dashboard_accepts_posts_from_the_public_origin_only(string origin, HttpStatusCode status)
    {
        await using var simulated = await SimulatorFixture.Start(settings: Setting);
        using var answer = await simulated.PostForm("/clock/advance", "by=PT1H", ("Origin", origin), ("Sec-Fetch-Site", "same-origin"));
        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Post_from_the_return_page_to_the_dashboard_is_refused()
    {
        await using var simulated = await SimulatorFixture.Start(settings: Setting);
        using var answer = await simulated.PostForm("/reset", "", ("Origin", "https://pay.example"), ("Sec-Fetch-Site", "same-origin"),
            ("Referer", "https://pay.example/sim/payment/return/x"));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("/openapi/v1.json")]
    [InlineData("/openapi/gateway.json")]
    public async Task OpenAPI_documents_name_the_public_URL_as_server(string document)
    {
        await using var simulated = await SimulatorFixture.Start(settings: Setting);
        using var answer = await simulated.Get(document);
        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal("https://pay.example/sim", (string)Assert.Single(json["servers"]!.AsArray())!["url"]!);
    }

    [Theory]
    [InlineData("https://pay.example/?a=b")]
    [InlineData("https://pay.example/sim#here")]
    public async Task Public_URL_with_a_query_or_fragment_prevents_the_start(string url)
    {
        var fault = await Assert.ThrowsAsync<ConfigurationException>(() =>
            CompositionRoot.Build(["--urls=http://127.0.0.1:0", "--KantanSim:Data=:memory:", $"--KantanSim:PublicUrl={url}"]));
        Assert.Contains($"KantanSim:PublicUrl is \"{url}\"", fault.Message, StringComparison.Ordinal);
    }
}
