#pragma warning disable format // aligned tables
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KantanSim.Configuration;
using KantanSim.Startup;
using KantanSim.Tests.Infrastructure;
using KantanSim.Tests.Scenarios;

namespace KantanSim.Tests.Web;

/// <summary>KantanSim under a base path, behind a proxy that strips it or keeps it.</summary>
public sealed partial class PathBaseTests : IDisposable
{
    readonly DirectoryInfo scenarios = Directory.CreateTempSubdirectory("kantansim-path-base-");

    const string Base = "/sim";

    static readonly string[] StartPages = ["/", "/shop", "/scenarios", "/traffic", "/fidelity"];

    public void Dispose() => scenarios.Delete(recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_link_form_and_source_contains_the_path_base(bool isStripped)
    {
        await using var simulated = await SimulatorFixture.Start(
            demoShop: true, settings: [$"--KantanSim:PathBase={Base}", $"--KantanSim:Scenarios={CopyOfScenarios()}"]);
        await simulated.RequestPayment("PATH-1");
        using var browser = new Browser(simulated.Url, isStripped);
        var crawl = await Crawl(browser);
        Assert.True(crawl.Pages.Count > 90, $"{crawl.Pages.Count} pages");
        Assert.True(crawl.Forms.Count > 20, $"{crawl.Forms.Count} forms");
        Assert.All(crawl.Pages.Concat(crawl.Forms), url => Assert.StartsWith($"{Base}/", url, StringComparison.Ordinal));
        foreach (var form in crawl.Forms.OrderBy(DeletesData)) await browser.Post(form);
    }

    // The forms save scenarios into the folder.
    string CopyOfScenarios()
    {
        foreach (var file in Directory.EnumerateFiles(RepositoryScenarios.Folder, "*.yaml", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(scenarios.FullName, Path.GetFileName(file)));
        return scenarios.FullName;
    }

    // Deleting and resetting come last: the other forms need the data.
    static int DeletesData(string form)
    {
        if (form.EndsWith("/reset", StringComparison.Ordinal)) return 1;
        return form.EndsWith("/delete", StringComparison.Ordinal) ? 2 : 0;
    }

    /// <summary>Follows every link of the pages once, and collects the pages and the paths that forms are posted to.</summary>
    static async Task<(HashSet<string> Pages, HashSet<string> Forms)> Crawl(Browser browser)
    {
        var pages = new HashSet<string>();
        var forms = new HashSet<string>();
        var next = new Queue<string>(StartPages.Select(page => Base + page));
        while (next.TryDequeue(out var page))
        {
            // The charge file needs a shop, which its form adds.
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
    public async Task Location_header_of_the_API_contains_the_path_base(string path, string location)
    {
        await using var simulated = await SimulatorFixture.Start(settings: $"--KantanSim:PathBase={Base}");
        using var http = new HttpClient();
        var json = path == "/shops"
            ? """{"shopId":"tshop00000009","shopPass":"kantansim1"}"""
            : """{"scenario":"sale-answer-dropped"}""";
        using var body = new StringContent(json, new MediaTypeHeaderValue("application/json"));
        using var answer = await http.PostAsync(new Uri($"{simulated.Url}/api{path}"), body, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal(Base + location, answer.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("/openapi/v1.json")]
    [InlineData("/openapi/gateway.json")]
    public async Task OpenAPI_documents_name_a_server_with_the_path_base(string document)
    {
        await using var simulated = await SimulatorFixture.Start(settings: $"--KantanSim:PathBase={Base}");
        using var answer = await simulated.Get(document);
        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal($"{simulated.Url}{Base}", json["servers"]![0]!["url"]!.ToString().TrimEnd('/'));
    }

    [Fact]
    public async Task HX_Redirect_header_of_the_wallet_contains_the_path_base()
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
    public async Task Mapping_has_a_path_without_the_path_base_and_its_Location_is_unchanged(string path)
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
    public async Task Sign_in_redirect_and_cookie_contain_the_path_base(bool isStripped)
    {
        string[] settings = [$"--KantanSim:PathBase={Base}", "--KantanSim:AdminToken=s3cret"];
        await using var simulated = await SimulatorFixture.Start(settings: settings);
        using var answer = await simulated.PostForm(isStripped ? "/sign-in" : $"{Base}/sign-in", "token=s3cret&from=%2Fshops");
        Assert.Equal($"{Base}/shops", answer.Headers.Location?.OriginalString);
        // Without a slash at the end, so that the cookie is also valid for the path itself.
        Assert.Contains($"path={Base};", Assert.Single(answer.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "--KantanSim:PathBase=/sim")]
    [InlineData(true,  "--KantanSim:PathBase=/sim")]
    [InlineData(true,  "--KantanSim:PublicUrl=http://127.0.0.1:1/sim")]
    public async Task Demo_shop_payment_completes_below_the_path_base(bool isStripped, string setting)
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true, settings: setting);
        using var browser = new Browser(simulated.Url, isStripped);
        var hop = await browser.Post($"{Base}/shop/orders", ("product", "pot"));
        var fields = HiddenFields(hop);
        var start = WebUtility.HtmlDecode(Action().Match(hop).Groups[1].Value);
        Assert.EndsWith($"{Base}/payment/RecruitStart.idPass", start, StringComparison.Ordinal);
        await browser.Post(new Uri(start).AbsolutePath, fields);
        Assert.StartsWith($"{Base}/recruit/pay/", browser.At, StringComparison.Ordinal);
        var wallet = browser.At;
        await browser.Post($"{wallet}/sign-in", ("email", "taro@example.com"), ("password", "password"));
        var back = await browser.Post(wallet, ("do", "approve"), ("points", "none"), ("card", "visa"));
        Assert.StartsWith($"{Base}/payment/return/", browser.At, StringComparison.Ordinal);
        var retUrl = new Uri(WebUtility.HtmlDecode(Action().Match(back).Groups[1].Value));
        Assert.Equal($"{Base}/shop/return", retUrl.AbsolutePath);
        await browser.Post(retUrl.AbsolutePath, HiddenFields(back));
        Assert.StartsWith($"{Base}/shop/orders/", browser.At, StringComparison.Ordinal);
        await simulated.Until(async () => (await simulated.Transactions()).Single().Status == "AUTH");
    }

    static (string Name, string Value)[] HiddenFields(string html) =>
        [.. Hidden().Matches(html).Select(field => (field.Groups[1].Value, WebUtility.HtmlDecode(field.Groups[2].Value)))];

    [Theory]
    [InlineData("/sim/payment/return/x")]
    [InlineData("/sim/%70ayment/return/x")]
    [InlineData("/%73im/payment/return/x")]
    [InlineData("/SIM/payment/return/x")]
    [InlineData("/payment/return/x")]
    public async Task Post_from_the_return_page_to_the_dashboard_is_refused(string referer)
    {
        await using var simulated = await SimulatorFixture.Start(settings: $"--KantanSim:PathBase={Base}");
        using var post = await simulated.PostForm($"{Base}/reset", "",
            ("Origin", simulated.Url), ("Referer", simulated.Url + referer));
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
    public async Task Invalid_path_base_prevents_the_start(string path, string publicUrl)
    {
        var fault = await Assert.ThrowsAsync<ConfigurationException>(() =>
            CompositionRoot.Build(
            [
                "--urls=http://127.0.0.1:0", "--KantanSim:Data=:memory:",
                $"--KantanSim:PathBase={path}", $"--KantanSim:PublicUrl={publicUrl}",
            ]));
        Assert.Contains("PathBase", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Public_URL_with_an_invalid_path_prevents_the_start()
    {
        var fault = await Assert.ThrowsAsync<ConfigurationException>(() =>
            CompositionRoot.Build(
                ["--urls=http://127.0.0.1:0", "--KantanSim:Data=:memory:", "--KantanSim:PublicUrl=http://127.0.0.1/a%20b"]));
        Assert.Contains("KantanSim:PublicUrl is \"http://127.0.0.1/a%20b\"", fault.Message, StringComparison.Ordinal);
    }

    // Without the event stream, whose response does not end.
    static IEnumerable<string> Locals(string html) =>
        Local().Matches(html).Select(local => WebUtility.HtmlDecode(local.Groups[1].Value).Split('#', '?')[0])
            .Where(url => !url.StartsWith($"{Base}/live", StringComparison.Ordinal));

    // A form with method GET counts as a link.
    [GeneratedRegex("""(?: (?:href|src|hx-get)=|<form(?![^>]*method="post")[^>]* action=)"(/[^"]*)""")]
    private static partial Regex Local();

    [GeneratedRegex("""method="post" action="([^"]*)""")]
    private static partial Regex Posted();

    [GeneratedRegex("""action="([^"]*)""")]
    private static partial Regex Action();

    [GeneratedRegex("""type="hidden" name="([^"]*)" value="([^"]*)""")]
    private static partial Regex Hidden();

    /// <summary>A browser behind a proxy that keeps the base path or strips it.</summary>
    sealed class Browser : IDisposable
    {
        readonly HttpClient http;
        readonly bool isStripped;

        public Browser(string url, bool isStripped)
        {
            this.isStripped = isStripped;
            http = new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(url) };
        }

        /// <summary>The path of the last page, after redirects.</summary>
        public string At { get; private set; } = "";

        public void Dispose() => http.Dispose();

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

        string Proxied(string path)
        {
            if (!isStripped || !path.StartsWith(Base, StringComparison.Ordinal)) return path;
            return path.Length == Base.Length ? "/" : path[Base.Length..];
        }

        public static async Task<string> Text(HttpResponseMessage answer) =>
            Encoding.Latin1.GetString(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }
}
