#pragma warning disable format // aligned tables
using System.Net;
using KantanSim.Tests.Infrastructure;
using KantanSim.Traffic;

namespace KantanSim.Tests.Gateway;

/// <summary>A path that nobody answers: a page for browsers, plain text for programs.</summary>
public sealed class NothingHerePageTests
{
    const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    [Theory]
    [InlineData("GET",  "/nothing",                  "*/*",              "")]
    [InlineData("GET",  "/nothing",                  "application/json", "")]
    [InlineData("POST", "/payment/EntryTranRecruit", "*/*",              "")]
    // Some merchants' programs accept HTML, too.
    [InlineData("POST", "/payment/EntryTranRecruit", Browser,            "")]
    [InlineData("POST", "/payment/EntryTranRecruit", Browser,            "cors")]
    public async Task Program_gets_the_plain_explanation(string verb, string path, string accept, string fetchMode)
    {
        await using var simulated = await SimulatorFixture.Start();
        using var answer = await Send(simulated, verb, path, accept, fetchMode);
        Assert.Equal((HttpStatusCode.NotFound, "text/plain"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var expected = $"KantanSim has nothing at {verb} {path}.\n"
            + "The gateway is at /payment/{Api}.idPass, the wallet at /recruit, the demo shop at /shop, the dashboard at /, "
            + "the control API at /api (see /openapi/v1.json).\nThere are no mappings; WireMock mapping files are read from ";
        Assert.StartsWith(expected, await Text(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET",  "/payment/EntryTranRecruit", "",         "en", "Did you mean <code>/payment/EntryTranRecruit.idPass</code>?")]
    [InlineData("GET",  "/payment/EntryTranRecruit", "",         "ja", "次のAPIではありませんか： <code>/payment/EntryTranRecruit.idPass</code>")]
    [InlineData("POST", "/payment/RecruitStart",     "navigate", "en", "Did you mean <code>/payment/RecruitStart.idPass</code>?")]
    [InlineData("GET",  "/trafic",                   "",         "en", "Did you mean <a href=\"/traffic\">/traffic</a>?")]
    [InlineData("GET",  "/Scenario/",                "",         "en", "Did you mean <a href=\"/scenarios\">/scenarios</a>?")]
    [InlineData("GET",  "/traffic/7/body",           "",         "en", "Did you mean <a href=\"/traffic\">/traffic</a>?")]
    public async Task Browser_gets_a_page_with_the_nearest_path(string verb, string path, string fetchMode, string language, string meant)
    {
        await using var simulated = await SimulatorFixture.Start();
        using var answer = await Send(simulated, verb, $"{path}?lang={language}", Browser, fetchMode);
        Assert.Equal((HttpStatusCode.NotFound, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var page = await Text(answer);
        Assert.Contains($"data-testid=\"asked\">{verb} {path}</code>", page, StringComparison.Ordinal);
        Assert.Contains(meant, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Path_that_resembles_nothing_gets_the_ways_on_and_no_guess()
    {
        await using var simulated = await SimulatorFixture.Start();
        using var answer = await Send(simulated, "GET", "/wordpress-admin/?lang=en", Browser, "navigate");
        var page = await Text(answer);
        Assert.DoesNotContain("data-testid=\"meant\"", page, StringComparison.Ordinal);
        foreach (var way in (string[])["/", "/connect", "/docs/api", "/traffic", "/shop"])
            Assert.Contains($"<li><a href=\"{way}\">", page, StringComparison.Ordinal);
        Assert.Contains("docs/mappings.md", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Path_below_an_own_one_is_not_for_mappings()
    {
        await using var simulated = await SimulatorFixture.Start();
        using var answer = await Send(simulated, "GET", "/traffic/nothing?lang=en", Browser, "navigate");
        Assert.DoesNotContain("docs/mappings.md", await Text(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Browser_s_request_is_in_the_list_of_calls_too_and_its_page_shows_no_field_of_the_path()
    {
        await using var simulated = await SimulatorFixture.Start();
        using var answer = await Send(simulated, "GET", "/payment/EntryTranRecruit&ShopPass=hush-path?lang=en", Browser, "navigate");
        Assert.Single(simulated.GetService<ExchangeLog>().Newest());
        Assert.DoesNotContain("hush-path", await Text(answer), StringComparison.Ordinal);
    }

    static async Task<HttpResponseMessage> Send(SimulatorFixture simulated, string verb, string path, string accept, string fetchMode)
    {
        using var http = new HttpClient { BaseAddress = new(simulated.Url) };
        using var request = new HttpRequestMessage(new(verb), path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        if (fetchMode.Length > 0) request.Headers.Add("Sec-Fetch-Mode", fetchMode);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    static Task<string> Text(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
