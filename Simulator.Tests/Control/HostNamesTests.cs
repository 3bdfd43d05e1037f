using KantanSim.Control;
using KantanSim.Tests.Kit;

namespace KantanSim.Tests.Control;

/// <summary>A name that a page of the web owns opens nothing of the operator's, wherever it leads.</summary>
public sealed class HostNamesTests
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
    public void A_name_is_ours_or_not(string host, bool ours)
    {
        var settings = Host.Configuration(
            ["--urls=http://listens.example:8080;http://+:80", "--KantanSim:PublicUrl=https://sim.public.example/x", "--KantanSim:AllowedHosts=named.example, *.suffix.example,198.51.100.7", "--KantanSim:Data=:memory:"]);
        Assert.Equal(ours, new HostNames(SimulatorOptions.Read(settings), settings).Has(host));
    }

    [Theory]
    [InlineData("/api/shops", 421)]
    [InlineData("/", 421)]
    [InlineData("/shops", 421)]
    [InlineData("/traffic", 421)]
    [InlineData("/sign-in", 421)]
    [InlineData("/shop", 421)]
    [InlineData("/openapi/v1.json", 421)]
    [InlineData("/healthz/live", 200)]
    [InlineData("/assets/logo.svg", 200)]
    [InlineData("/payment/SearchTradeMulti.idPass", 200)]
    [InlineData("/recruit/pay/none", 404)]
    public async Task Under_a_strange_name_only_what_needs_a_secret_of_its_own_answers(string path, int status)
    {
        await using var simulated = await Simulated.Start(demoShop: true);
        using var answer = await Ask(simulated, path, "application/json");
        Assert.Equal(status, (int)answer.StatusCode);
        if (status != 421) return;
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var said = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("evil.example", said, StringComparison.Ordinal);
        Assert.Contains("KantanSim:AllowedHosts", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_is_told_so_by_a_page_and_the_setting_that_it_names_helps()
    {
        await using var closed = await Simulated.Start();
        using var refused = await Ask(closed, "/", "text/html");
        Assert.Equal("text/html", refused.Content.Headers.ContentType!.MediaType);
        Assert.Contains("--KantanSim:AllowedHosts=evil.example", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await using var open = await Simulated.Start(settings: "--KantanSim:AllowedHosts=evil.example");
        using var answer = await Ask(open, "/", "text/html");
        Assert.Equal(200, (int)answer.StatusCode);
    }

    // The built-in ShopPass is in the README. A server that calls under the gateway's real name tells no origin; a page always does.
    [Theory]
    [InlineData("", 200)]
    [InlineData("http://shop.example", 200)]
    [InlineData("http://evil.example", 421)]
    public async Task A_rebound_page_cannot_be_a_shop_either(string origin, int status)
    {
        await using var simulated = await Simulated.Start();
        (string, string)[] headers = origin.Length == 0 ? [("Host", "evil.example")] : [("Host", "evil.example"), ("Origin", origin)];
        using var answer = await simulated.PostForm("/payment/EntryTranRecruit.idPass", "ShopID=tshop00000001&ShopPass=kantansim1&OrderID=EVIL-1&JobCd=AUTH&Amount=1", headers);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(status == 200, (await simulated.Api(HttpMethod.Get, "/transactions"))["body"]!["items"]!.AsArray().Count == 1);
    }

    static async Task<HttpResponseMessage> Ask(Simulated simulated, string path, string accept)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(simulated.Url) };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = "evil.example";
        request.Headers.Add("Accept", accept);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
