using KantanSim.Admin;
using KantanSim.Startup;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Admin.Api;

/// <summary>The operator's endpoints answer under allowed host names only, against DNS rebinding.</summary>
public sealed class HostFilterTests
{
    [Theory]
    [InlineData("localhost", true)]
    [InlineData("LOCALHOST.", true)]
    [InlineData("shop.localhost", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.9.9.9", true)]
    [InlineData("[::1]", true)]
    [InlineData("[::ffff:127.0.0.1]", true)]
    [InlineData("192.168.1.20", true)]
    [InlineData("[fd12::7]", true)]
    [InlineData("203.0.113.5", false)]
    [InlineData("[2001:db8::5]", false)]
    [InlineData("0.0.0.0", true)]
    [InlineData("[::]", true)]
    [InlineData("kantansim", true)]
    [InlineData("host.docker.internal", true)]
    [InlineData("evil.example", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("127.0.0.1.evil.example", false)]
    [InlineData("notlocalhost.example", false)]
    [InlineData("sim.public.example", true)]
    [InlineData("listens.example", true)]
    [InlineData("named.example", true)]
    [InlineData("more.named.example", false)]
    [InlineData("a.suffix.example", true)]
    [InlineData("suffix.example", false)]
    [InlineData("198.51.100.7", true)]
    public void Host_is_allowed_or_not(string host, bool isAllowed)
    {
        var settings = CompositionRoot.Configuration(
        [
            "--urls=http://listens.example:8080;http://+:80", "--KantanSim:PublicUrl=https://sim.public.example/x",
            "--KantanSim:AllowedHosts=named.example, *.suffix.example,198.51.100.7", "--KantanSim:Data=:memory:",
        ]);
        Assert.Equal(isAllowed, new HostFilter(SettingsReader.Read(settings).Options, settings).IsAllowed(host));
    }

    [Theory]
    [InlineData("/api/shops", 421)]
    [InlineData("/", 421)]
    [InlineData("/shops", 421)]
    [InlineData("/traffic", 421)]
    [InlineData("/sign-in", 421)]
    [InlineData("/shop", 421)]
    [InlineData("/openapi/v1.json", 421)]
    [InlineData("/docs/api/", 421)]
    [InlineData("/docs/merchant.md", 421)]
    [InlineData("/llms.txt", 421)]
    [InlineData("/healthz/live", 200)]
    [InlineData("/assets/logo.svg", 200)]
    [InlineData("/payment/SearchTradeMulti.idPass", 200)]
    [InlineData("/recruit/pay/none", 404)]
    public async Task Other_host_name_reaches_only_endpoints_without_or_with_their_own_secret(string path, int status)
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        using var answer = await Ask(simulated, path, "application/json");
        Assert.Equal(status, (int)answer.StatusCode);
        if (status != 421) return;
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var said = await TextOf(answer);
        Assert.Contains("evil.example", said, StringComparison.Ordinal);
        Assert.Contains("KantanSim:AllowedHosts", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Browser_gets_a_page_that_names_the_setting_and_the_setting_allows_the_host()
    {
        await using var closed = await SimulatorFixture.Start();
        using var refused = await Ask(closed, "/", "text/html");
        Assert.Equal("text/html", refused.Content.Headers.ContentType!.MediaType);
        Assert.Contains("--KantanSim:AllowedHosts=evil.example", await TextOf(refused), StringComparison.Ordinal);
        await using var open = await SimulatorFixture.Start(settings: "--KantanSim:AllowedHosts=evil.example");
        using var answer = await Ask(open, "/", "text/html");
        Assert.Equal(200, (int)answer.StatusCode);
    }

    // The built-in ShopPass is public. A server that calls under the gateway's real name sends neither header; a page sends at least one.
    [Theory]
    [InlineData("evil.example", "", "", "", 200)]
    [InlineData("evil.example", "/", "", "", 200)]
    [InlineData("evil.example", "", "http://evil.example", "", 421)]
    [InlineData("evil.example", "/", "http://evil.example", "", 421)]
    [InlineData("evil.example", "", "http://shop.example", "", 421)]
    [InlineData("evil.example", "", "null", "", 421)]
    [InlineData("evil.example", "/", "null", "", 421)]
    [InlineData("evil.example", "", "", "same-origin", 421)]
    [InlineData("localhost", "", "", "", 200)]
    [InlineData("localhost", "", "null", "", 403)]
    [InlineData("localhost", "/", "null", "", 403)]
    [InlineData("localhost", "", "http://evil.example", "", 403)]
    [InlineData("localhost", "", "", "cross-site", 403)]
    [InlineData("localhost", "", "", "none", 403)]
    [InlineData("localhost", "", "null", "same-origin", 403)]
    [InlineData("localhost", "", "", "same-origin", 200)]
    [InlineData("localhost", "", "http://localhost", "", 200)]
    [InlineData("localhost", "", "http://localhost", "same-origin", 200)]
    public async Task Gateway_call_of_a_browser_is_refused_unless_it_comes_from_our_own_page(
        string host, string slash, string origin, string site, int status)
    {
        await using var simulated = await SimulatorFixture.Start();
        List<(string, string)> headers = [("Host", host)];
        if (origin.Length > 0) headers.Add(("Origin", origin));
        if (site.Length > 0) headers.Add(("Sec-Fetch-Site", site));
        using var answer = await simulated.PostForm(
            $"/payment/EntryTranRecruit.idPass{slash}", "ShopID=tshop00000001&ShopPass=kantansim1&OrderID=EVIL-1&JobCd=AUTH&Amount=1",
            [.. headers]);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(status == 200, (await simulated.CallApi(HttpMethod.Get, "/transactions"))["body"]!["items"]!.AsArray().Count == 1);
    }

    [Theory]
    [InlineData("/api/shops/")]
    [InlineData("/API/shops")]
    [InlineData("/%61pi/shops")]
    [InlineData("/shops/")]
    [InlineData("/reset/")]
    [InlineData("/metrics/")]
    public async Task Other_spelling_of_an_operators_path_is_refused_under_another_host_name(string path)
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--KantanSim:Metrics=true");
        using var answer = await Ask(simulated, path, "application/json");
        Assert.Equal(421, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("evil.example", false)]
    public async Task Wallets_sign_in_page_shows_members_passwords_under_an_allowed_host_only(string host, bool isShown)
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.CallApi(HttpMethod.Put, "/members/ken", """{"email":"ken@example.com","password":"open-sesame","name":"Ken"}""");
        var order = await simulated.RequestPayment("NAME-1");
        using var start = await simulated.OpenStartUrl(order);
        using var page = await Ask(simulated, new Uri(start.Headers.Location!.ToString()).PathAndQuery, "text/html", host);
        var html = await TextOf(page);
        Assert.Equal(200, (int)page.StatusCode);
        Assert.Contains("sign-in-form", html, StringComparison.Ordinal);
        Assert.Equal(isShown, html.Contains("open-sesame", StringComparison.Ordinal));
        Assert.Equal(isShown, html.Contains("value=\"password\"", StringComparison.Ordinal));
    }

    static async Task<HttpResponseMessage> Ask(SimulatorFixture simulated, string path, string accept, string host = "evil.example")
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(simulated.Url) };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = host;
        request.Headers.Add("Accept", accept);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    static Task<string> TextOf(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
