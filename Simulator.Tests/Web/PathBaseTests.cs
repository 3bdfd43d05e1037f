using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KantanSim.Configuration;
using KantanSim.Startup;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Web;

/// <summary>KantanSim below a path, with a proxy that strips it and with one that does not.</summary>
public sealed partial class PathBaseTests
{
    const string Base = "/sim";

    static readonly string[] Pages = ["/", "/shop", "/scenarios", "/traffic", "/fidelity"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_link_form_and_source_leads_below_the_path(bool isStripped)
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true, settings: $"--KantanSim:PathBase={Base}");
        await simulated.RequestPayment("PATH-1");
        using var browser = new Browser(simulated.Url, isStripped);
        var crawl = await Crawl(browser);
        Assert.True(crawl.Pages.Count > 90, $"{crawl.Pages.Count} pages");
        Assert.True(crawl.Forms.Count > 20, $"{crawl.Forms.Count} forms");
        Assert.All(crawl.Pages.Concat(crawl.Forms), url => Assert.StartsWith($"{Base}/", url, StringComparison.Ordinal));
        // What takes something away comes last, for others need it.
        foreach (var form in crawl.Forms.OrderBy(form => TakesAway(form, "/delete")).ThenBy(form => TakesAway(form, "/reset")))
            await browser.Post(form);
    }

    static bool TakesAway(string form, string end) => form.EndsWith(end, StringComparison.Ordinal);

    /// <summary>Every path that the pages lead to, each read once; and where their forms are posted.</summary>
    static async Task<(HashSet<string> Pages, HashSet<string> Forms)> Crawl(Browser browser)
    {
        var (pages, forms, next) = (new HashSet<string>(), new HashSet<string>(), new Queue<string>(Pages.Select(page => Base + page)));
        while (next.TryDequeue(out var page))
        {
            // The charge file is 404 without a shop, which its form names.
            if (!pages.Add(page) || page == $"{Base}/contracts/charge-file") continue;
            using var answer = await browser.Get(page);
            Assert.True(answer.StatusCode is < HttpStatusCode.InternalServerError and not HttpStatusCode.NotFound,
                $"{page}: {answer.StatusCode}");
            var html = await Browser.Text(answer);
            if (answer.Content.Headers.ContentType?.MediaType != "text/html") continue;
            forms.UnionWith(Posted().Matches(html).Select(form => WebUtility.HtmlDecode(form.Groups[1].Value).Split('?')[0])
                .Where(url => !url.StartsWith("http", StringComparison.Ordinal)));
            foreach (var local in Locals(html)) next.Enqueue(local);
        }
        return (pages, forms);
    }

    [Theory]
    [InlineData("/shops", "/api/shops/tshop00000009")]
    [InlineData("/scenarios/arm", "/api/scenarios/armed")]
    public async Task Location_of_the_api_is_below_the_path(string path, string location)
    {
        await using var simulated = await SimulatorFixture.Start(settings: $"--KantanSim:PathBase={Base}");
        using var http = new HttpClient();
        var json = path == "/shops" ? """{"shopId":"tshop00000009","shopPass":"kantansim1"}""" : """{"scenario":"sale-answer-dropped"}""";
        using var body = new StringContent(json, new MediaTypeHeaderValue("application/json"));
        using var answer = await http.PostAsync(new Uri($"{simulated.Url}/api{path}"), body, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal(Base + location, answer.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("/openapi/v1.json")]
    [InlineData("/openapi/gateway.json")]
    public async Task Servers_of_the_documents_are_below_the_path(string document)
    {
        await using var simulated = await SimulatorFixture.Start(settings: $"--KantanSim:PathBase={Base}");
        using var answer = await simulated.Get(document);
        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal($"{simulated.Url}{Base}", json["servers"]![0]!["url"]!.ToString().TrimEnd('/'));
    }

    [Fact]
    public async Task Script_of_the_wallet_is_sent_on_below_the_path()
    {
        await using var simulated = await SimulatorFixture.Start(settings: $"--KantanSim:PathBase={Base}");
        using var arrived = await simulated.OpenStartUrl(await simulated.RequestPayment("PATH-2"));
        var wallet = arrived.Headers.Location!.AbsolutePath;
        Assert.StartsWith($"{Base}/recruit/pay/", wallet, StringComparison.Ordinal);
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("HX-Request", "true");
        using var answer = await http.GetAsync(new Uri(simulated.Url + wallet), TestContext.Current.CancellationToken);
        Assert.Equal(wallet, Assert.Single(answer.Headers.GetValues("HX-Redirect")));
    }

    [Theory]
    [InlineData("/card/notice")]
    [InlineData("/sim/card/notice")]
    public async Task Mapping_file_names_its_path_without_the_prefix_and_leads_where_it_says(string path)
    {
        var folder = Directory.CreateTempSubdirectory("kantansim-mappings-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "one.json"),
            """{ "Request": { "Path": "/card/notice" }, "Response": { "StatusCode": 302, "Headers": { "Location": "/elsewhere" } } }""",
            TestContext.Current.CancellationToken);
        string[] settings = [$"--KantanSim:PathBase={Base}", $"--KantanSim:Mappings={folder.FullName}"];
        await using (var simulated = await SimulatorFixture.Start(settings: settings))
        {
            using var answer = await simulated.Get(path);
            Assert.Equal("/elsewhere", answer.Headers.Location?.OriginalString);
        }
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Operator_signs_in_below_the_path(bool isStripped)
    {
        await using var simulated = await SimulatorFixture.Start(settings: [$"--KantanSim:PathBase={Base}", "--KantanSim:AdminToken=s3cret"]);
        using var answer = await simulated.PostForm(isStripped ? "/sign-in" : $"{Base}/sign-in", "token=s3cret&from=%2Fshops");
        Assert.Equal($"{Base}/shops", answer.Headers.Location?.OriginalString);
        // Without a slash at its end, so that it counts at the path itself, too.
        Assert.Contains($"path={Base};", Assert.Single(answer.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "--KantanSim:PathBase=/sim")]
    [InlineData(true,  "--KantanSim:PathBase=/sim")]
    [InlineData(true,  "--KantanSim:PublicUrl=http://127.0.0.1:1/sim")]
    public async Task Payment_at_the_demo_shop_plays_to_its_end_below_the_path(bool isStripped, string setting)
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true, settings: setting);
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

    [Theory]
    [InlineData("/sim/payment/return/x")]
    [InlineData("/sim/%70ayment/return/x")]
    [InlineData("/%73im/payment/return/x")]
    [InlineData("/SIM/payment/return/x")]
    [InlineData("/payment/return/x")]
    public async Task Post_of_the_return_page_to_the_operators_pages_is_refused_below_the_path_too(string referer)
    {
        await using var simulated = await SimulatorFixture.Start(settings: $"--KantanSim:PathBase={Base}");
        using var post = await simulated.PostForm($"{Base}/reset", "", ("Origin", simulated.Url), ("Referer", simulated.Url + referer));
        Assert.Equal(HttpStatusCode.Forbidden, post.StatusCode);
    }

    [Theory]
    [InlineData("sim",       "")]
    [InlineData("/sim/",     "")]
    [InlineData("/a b",      "")]
    [InlineData("/sim?x",    "")]
    [InlineData("/a/../b",   "")]
    [InlineData("/.",        "")]
    [InlineData("/payment",  "")]
    [InlineData("/shop/sim", "")]
    [InlineData("/sim",      "http://127.0.0.1/other")]
    public async Task Wrong_path_stops_the_start(string path, string publicUrl)
    {
        var fault = await Assert.ThrowsAsync<ConfigurationException>(() =>
            CompositionRoot.Build(["--urls=http://127.0.0.1:0", "--KantanSim:Data=:memory:",
                $"--KantanSim:PathBase={path}", $"--KantanSim:PublicUrl={publicUrl}"]));
        Assert.Contains("PathBase", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Path_of_a_public_url_that_cannot_be_one_is_told_as_such()
    {
        var fault = await Assert.ThrowsAsync<ConfigurationException>(() =>
            CompositionRoot.Build(["--urls=http://127.0.0.1:0", "--KantanSim:Data=:memory:", "--KantanSim:PublicUrl=http://127.0.0.1/a%20b"]));
        Assert.Contains("KantanSim:PublicUrl is \"http://127.0.0.1/a%20b\"", fault.Message, StringComparison.Ordinal);
    }

    // Streams do not end.
    static IEnumerable<string> Locals(string html) =>
        Local().Matches(html).Select(local => WebUtility.HtmlDecode(local.Groups[1].Value).Split('#', '?')[0])
            .Where(url => !url.StartsWith($"{Base}/live", StringComparison.Ordinal));

    // A form that is not posted is a link with fields.
    [GeneratedRegex("""(?: (?:href|src|hx-get)=|<form(?![^>]*method="post")[^>]* action=)"(/[^"]*)""")]
    private static partial Regex Local();

    [GeneratedRegex("""method="post" action="([^"]*)""")]
    private static partial Regex Posted();

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

        public Task<HttpResponseMessage> Get(string path) =>
            http.GetAsync(new Uri(Proxied(path), UriKind.Relative), TestContext.Current.CancellationToken);

        public async Task<string> Post(string path, params (string Name, string Value)[] fields)
        {
            using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
            var answer = await http.PostAsync(new Uri(Proxied(path), UriKind.Relative), form, TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode != HttpStatusCode.NotFound, path);
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

        string Proxied(string path) => isStripped && path.StartsWith(Base, StringComparison.Ordinal)
            ? path[Base.Length..] is { Length: > 0 } rest ? rest : "/" : path;

        public static async Task<string> Text(HttpResponseMessage answer) =>
            Encoding.Latin1.GetString(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }
}
