#pragma warning disable format // aligned tables
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using KantanSim.Configuration;
using KantanSim.Startup;
using KantanSim.Tests.Infrastructure;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Web;

/// <summary>Forwarded headers of a trusted proxy are used; those of anybody else are ignored.</summary>
public sealed partial class ForwardedHeadersTests
{
    const string Trusted = "--KantanSim:ForwardedHeaders=127.0.0.1, ::1, 10.0.0.0/8";

    static readonly (string Name, string Value)[] Https = [("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "localhost")];

    [Theory]
    [InlineData("/pay",           "10.1.2.3",             "https://localhost/pay")]
    [InlineData("/pay/",          "10.1.2.3",             "https://localhost/pay")]
    [InlineData("//evil.example", "10.1.2.3",             "https://localhost")]
    [InlineData("pay",            "10.1.2.3",             "https://localhost")]
    [InlineData("/pay",           "192.0.2.1",            "https://localhost/pay")]
    [InlineData("/pay",           "192.0.2.7, 192.0.2.1", "https://localhost/pay")]
    public async Task Trusted_proxy_sets_scheme_host_and_path_without_a_warning(string prefix, string client, string url)
    {
        await using var simulated = await SimulatorFixture.Start(settings: Trusted);
        var logged = simulated.Logged(LogLevel.Warning);
        Assert.Equal($"{url}/payment/RecruitStart.idPass",
            await StartUrl(simulated, [.. Https, ("X-Forwarded-Prefix", prefix), ("X-Forwarded-For", client)]));
        Assert.DoesNotContain(logged, line => line.Contains("X-Forwarded", StringComparison.Ordinal));
    }

    [Fact]
    public async Task First_of_two_trusted_proxies_sets_the_scheme_and_the_host()
    {
        await using var simulated = await SimulatorFixture.Start(settings: Trusted);
        Assert.Equal("https://localhost/payment/RecruitStart.idPass", await StartUrl(simulated,
            ("X-Forwarded-For", "192.0.2.1, 10.1.2.3"), ("X-Forwarded-Proto", "https, http"), ("X-Forwarded-Host", "localhost, inner")));
    }

    [Theory]
    [InlineData("--KantanSim:ForwardedHeaders=")]
    [InlineData("--KantanSim:ForwardedHeaders=10.0.0.0/8")]
    public async Task Untrusted_proxy_is_ignored_and_logged_once(string setting)
    {
        await using var simulated = await SimulatorFixture.Start(settings: setting);
        var logged = simulated.Logged(LogLevel.Warning);
        Assert.Equal($"{simulated.Url}/payment/RecruitStart.idPass", await StartUrl(simulated, Https));
        using var again = await simulated.PostForm("/payment/SearchTradeMulti.idPass", "", ("X-Forwarded-Host", "a.example"));
        var line = Assert.Single(logged, line => line.Contains("X-Forwarded", StringComparison.Ordinal));
        Assert.Contains("X-Forwarded-Proto from 127.0.0.1 is ignored", line, StringComparison.Ordinal);
        Assert.Contains("KantanSim:ForwardedHeaders", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost",    "https://localhost", HttpStatusCode.SeeOther)]
    [InlineData("localhost",    "https://a.example", HttpStatusCode.Forbidden)]
    [InlineData("evil.example", "https://evil.example", HttpStatusCode.MisdirectedRequest)]
    public async Task Host_and_origin_checks_use_the_forwarded_host(string host, string origin, HttpStatusCode status)
    {
        await using var simulated = await SimulatorFixture.Start(settings: Trusted);
        using var answer = await simulated.PostForm("/members/reset", "",
            ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", host), ("X-Forwarded-For", "192.0.2.1"), ("Origin", origin));
        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Sign_in_cookie_is_secure_when_the_browser_uses_https()
    {
        await using var simulated = await SimulatorFixture.Start(settings: [Trusted, "--KantanSim:AdminToken=s3cret"]);
        using var answer = await simulated.PostForm("/sign-in", "token=s3cret",
            [.. Https, ("X-Forwarded-For", "192.0.2.1"), ("X-Forwarded-Prefix", "/pay")]);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("path=/pay; secure", cookie, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/pay")]
    public async Task Demo_shop_redirects_the_browser_to_the_proxy(string prefix)
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true, settings: Trusted);
        using var hop = await simulated.PostForm("/shop/orders", "product=pot",
            [.. Https, ("X-Forwarded-For", "192.0.2.1"), ("X-Forwarded-Prefix", prefix)]);
        var html = Encoding.Latin1.GetString(await hop.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal($"https://localhost{prefix}/payment/RecruitStart.idPass", WebUtility.HtmlDecode(Action().Match(html).Groups[1].Value));
    }

    [Theory]
    [InlineData("proxy.example",           "proxy.example")]
    [InlineData("10.0.0.1, 10.0.0.0/33",   "10.0.0.0/33")]
    [InlineData("10.0.0",                  "10.0.0")]
    [InlineData("10/8",                    "10/8")]
    [InlineData("10.0.0.5/8",              "10.0.0.5/8")]
    public async Task Invalid_proxy_setting_prevents_the_start(string proxies, string named)
    {
        var fault = await Assert.ThrowsAsync<ConfigurationException>(() =>
            CompositionRoot.Build(["--urls=http://127.0.0.1:0", "--KantanSim:Data=:memory:", $"--KantanSim:ForwardedHeaders={proxies}"]));
        Assert.Contains($"KantanSim:ForwardedHeaders is \"{named}\"", fault.Message, StringComparison.Ordinal);
    }

    static async Task<string> StartUrl(SimulatorFixture simulated, params (string Name, string Value)[] headers)
    {
        var order = await simulated.RegisterPayment("PROXY-1");
        var form = string.Join('&', order.Fields.Select(field => $"{field.Name}={field.Value}"));
        using var answer = await simulated.PostForm("/payment/ExecTranRecruit.idPass",
            $"{form}&RetURL=http%3A%2F%2Flocalhost%2F&ItemName=Mug", headers);
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return Encoding.ASCII.GetString(bytes).Split("StartURL=")[1];
    }

    [GeneratedRegex("""action="([^"]*)""")]
    private static partial Regex Action();
}
