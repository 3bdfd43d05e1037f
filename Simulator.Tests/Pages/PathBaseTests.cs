using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using KantanSim.Tests.Kit;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Pages;

/// <summary>KantanSim below a path, with a proxy that strips it and with one that does not; and headers of proxies.</summary>
public sealed partial class PathBaseTests
{
    const string Base = "/sim";

    static readonly string[] Pages =
        ["/", "/scenarios", "/scenarios/success", "/clock", "/members", "/shops", "/shops/tshop00000001", "/contracts", "/deposits", "/traffic", "/fidelity", "/shop", "/reset"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_link_form_and_source_leads_below_the_path(bool isStripped)
    {
        await using var simulated = await Simulated.Start(demoShop: true, settings: $"--KantanSim:PathBase={Base}");
        var order = await simulated.Executes("PATH-1");
        using var browser = new Browser(simulated.Url, isStripped);
        var (seen, actions) = (new Dictionary<string, string>(), new HashSet<string>());
        foreach (var page in Pages.Append($"/payments/{order.AccessId}"))
        {
            var html = await browser.Read($"{Base}{page}");
            foreach (var local in Locals(html)) seen.TryAdd(local, page);
            // Forms are posted; some have no page to read.
            actions.UnionWith(Action().Matches(html).Select(action => WebUtility.HtmlDecode(action.Groups[1].Value)));
        }
        Assert.All(seen, local => Assert.StartsWith($"{Base}/", local.Key, StringComparison.Ordinal));
        Assert.True(seen.Count > 50);
        foreach (var (local, page) in seen.Where(one => !actions.Contains(one.Key)))
        {
            using var answer = await browser.Get(local);
            Assert.True(answer.StatusCode != HttpStatusCode.NotFound, $"{local} on {page}");
        }
    }

    [Theory]
    [InlineData(false, "--KantanSim:PathBase=/sim")]
    [InlineData(true,  "--KantanSim:PathBase=/sim")]
    [InlineData(true,  "--KantanSim:PublicUrl=http://127.0.0.1:1/sim")]
    public async Task Payment_at_the_demo_shop_plays_to_its_end_below_the_path(bool isStripped, string setting)
    {
        await using var simulated = await Simulated.Start(demoShop: true, settings: setting);
        using var browser = new Browser(simulated.Url, isStripped);
        var hop = await browser.Post($"{Base}/shop/orders", ("product", "pot"));
        var fields = Hidden().Matches(hop).ToDictionary(field => field.Groups[1].Value, field => WebUtility.HtmlDecode(field.Groups[2].Value));
        var start = WebUtility.HtmlDecode(Action().Match(hop).Groups[1].Value);
        Assert.EndsWith($"{Base}/payment/RecruitStart.idPass", start, StringComparison.Ordinal);
        await browser.Post(new Uri(start).AbsolutePath, [.. fields.Select(field => (field.Key, field.Value))]);
        Assert.StartsWith($"{Base}/recruit/pay/", browser.At, StringComparison.Ordinal);
        var wallet = browser.At;
        await browser.Post($"{wallet}/sign-in", ("email", "taro@example.com"), ("password", "password"));
        var back = await browser.Post(wallet, ("do", "approve"), ("points", "none"), ("card", "visa"));
        Assert.StartsWith($"{Base}/payment/return/", browser.At, StringComparison.Ordinal);
        var retUrl = new Uri(WebUtility.HtmlDecode(Action().Match(back).Groups[1].Value));
        Assert.Equal($"{Base}/shop/return", retUrl.AbsolutePath);
        var returned = Hidden().Matches(back).Select(field => (field.Groups[1].Value, WebUtility.HtmlDecode(field.Groups[2].Value)));
        await browser.Post(retUrl.AbsolutePath, [.. returned]);
        Assert.StartsWith($"{Base}/shop/orders/", browser.At, StringComparison.Ordinal);
        await simulated.Until(async () => (await simulated.Transactions()).Single().Status == "AUTH");
    }

    [Fact]
    public async Task Post_of_the_return_page_to_the_operators_pages_is_refused_below_the_path_too()
    {
        await using var simulated = await Simulated.Start(settings: $"--KantanSim:PathBase={Base}");
        using var post = await simulated.PostForm($"{Base}/reset", "", ("Origin", simulated.Url), ("Referer", $"{simulated.Url}{Base}/payment/return/x"));
        Assert.Equal(HttpStatusCode.Forbidden, post.StatusCode);
    }

    [Theory]
    [InlineData("sim",       "")]
    [InlineData("/sim/",     "")]
    [InlineData("/a b",      "")]
    [InlineData("/sim?x",    "")]
    [InlineData("/sim",      "http://127.0.0.1/other")]
    public async Task Wrong_path_stops_the_start(string path, string publicUrl)
    {
        var fault = await Assert.ThrowsAsync<SettingException>(() =>
            Host.Build(["--urls=http://127.0.0.1:0", "--KantanSim:Data=:memory:", $"--KantanSim:PathBase={path}", .. publicUrl.Length > 0 ? [$"--KantanSim:PublicUrl={publicUrl}"] : Array.Empty<string>()]));
        Assert.Contains("PathBase", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trusted_proxy_gives_scheme_host_and_path()
    {
        await using var simulated = await Simulated.Start(settings: "--KantanSim:ForwardedHeaders=127.0.0.1, ::1");
        Assert.Equal("https://localhost/pay/payment/RecruitStart.idPass", await StartUrl(simulated));
    }

    [Fact]
    public async Task Proxy_that_is_not_trusted_is_ignored_and_told_of_once()
    {
        await using var simulated = await Simulated.Start(settings: "--KantanSim:ForwardedHeaders=10.0.0.0/8");
        var logged = simulated.Logged(LogLevel.Warning);
        Assert.Equal($"{simulated.Url}/payment/RecruitStart.idPass", await StartUrl(simulated));
        await simulated.PostForm("/payment/SearchTradeMulti.idPass", "", ("X-Forwarded-Host", "a.example"));
        var line = Assert.Single(logged, line => line.Contains("X-Forwarded", StringComparison.Ordinal));
        Assert.Contains("X-Forwarded-Proto from 127.0.0.1 is ignored", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("proxy.example")]
    [InlineData("10.0.0.0/33")]
    public async Task Wrong_proxy_stops_the_start(string proxies)
    {
        var fault = await Assert.ThrowsAsync<SettingException>(() => Host.Build(["--urls=http://127.0.0.1:0", "--KantanSim:Data=:memory:", $"--KantanSim:ForwardedHeaders={proxies}"]));
        Assert.Contains(proxies, fault.Message, StringComparison.Ordinal);
    }

    static async Task<string> StartUrl(Simulated simulated)
    {
        var order = await simulated.Enters("PROXY-1");
        var form = string.Join('&', order.Fields.Select(field => $"{field.Name}={field.Value}"));
        using var answer = await simulated.PostForm("/payment/ExecTranRecruit.idPass", $"{form}&RetURL=http%3A%2F%2Flocalhost%2F&ItemName=Mug",
            ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "localhost"), ("X-Forwarded-Prefix", "/pay"), ("X-Forwarded-For", "10.1.2.3"));
        return Encoding.ASCII.GetString(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Split("StartURL=")[1];
    }

    static IEnumerable<string> Locals(string html) =>
        Local().Matches(html).Select(local => WebUtility.HtmlDecode(local.Groups[1].Value).Split('#')[0])
            .Where(url => !url.StartsWith("/sim/live", StringComparison.Ordinal) && !url.StartsWith("/sim/ca.pem", StringComparison.Ordinal));

    [GeneratedRegex(""" (?:href|src|hx-get|hx-sse:connect|action)="(/[^"]*)""")]
    private static partial Regex Local();

    [GeneratedRegex("""action="([^"]*)""")]
    private static partial Regex Action();

    [GeneratedRegex("""type="hidden" name="([^"]*)" value="([^"]*)""")]
    private static partial Regex Hidden();

    /// <summary>A browser behind a proxy, which passes paths on as they are, or without the prefix.</summary>
    sealed class Browser : IDisposable
    {
        readonly HttpClient http;
        readonly bool isStripped;

        public Browser(string url, bool isStripped)
        {
            this.isStripped = isStripped;
            http = new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(url) };
        }

        /// <summary>The path of the last page.</summary>
        public string At { get; private set; } = "";

        public void Dispose() => http.Dispose();

        public async Task<string> Read(string path)
        {
            using var answer = await Get(path);
            Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
            return await Text(answer);
        }

        public Task<HttpResponseMessage> Get(string path) => http.GetAsync(new Uri(Proxied(path), UriKind.Relative), TestContext.Current.CancellationToken);

        public async Task<string> Post(string path, params (string Name, string Value)[] fields)
        {
            using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
            var answer = await http.PostAsync(new Uri(Proxied(path), UriKind.Relative), form, TestContext.Current.CancellationToken);
            At = path;
            while (answer.Headers.Location is { } location)
            {
                answer.Dispose();
                At = location.IsAbsoluteUri ? location.AbsolutePath : location.OriginalString.Split('?')[0];
                Assert.StartsWith(Base, At, StringComparison.Ordinal);
                answer = await Get(At);
            }
            using (answer) return await Text(answer);
        }

        string Proxied(string path) => isStripped && path.StartsWith(Base, StringComparison.Ordinal) ? path[Base.Length..] is { Length: > 0 } rest ? rest : "/" : path;

        static async Task<string> Text(HttpResponseMessage answer) =>
            Encoding.Latin1.GetString(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }
}
