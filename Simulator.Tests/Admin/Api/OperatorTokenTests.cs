using System.Net;
using System.Text.RegularExpressions;
using KantanSim.Admin;
using KantanSim.Startup;
using KantanSim.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Admin.Api;

/// <summary>A server that listens beyond loopback has a token, which it logs once; browsers sign in with it.</summary>
public sealed partial class OperatorTokenTests
{
    const string Everywhere = "--urls=http://0.0.0.0:0";

    [Fact]
    public async Task Server_beyond_loopback_generates_a_token_logs_it_and_reads_it_again_at_the_next_start()
    {
        var data = Directory.CreateTempSubdirectory("kantansim-token-");
        var first = await LoggedToken($"--KantanSim:Data={data.FullName}", Everywhere);
        var file = Path.Combine(data.FullName, OperatorToken.FileName);
        Assert.Equal(first, (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Trim());
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.Equal(first, await LoggedToken($"--KantanSim:Data={data.FullName}", Everywhere));
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task Token_in_memory_is_new_at_each_start() =>
        Assert.NotEqual(
            await LoggedToken("--KantanSim:Data=:memory:", Everywhere), await LoggedToken("--KantanSim:Data=:memory:", Everywhere));

    [Theory]
    [InlineData("http://127.0.0.1:0", null)]
    [InlineData("http://[::1]:0", null)]
    [InlineData("http://localhost:8080", null)]
    [InlineData("http://kantansim.localhost:8080", null)]
    [InlineData("http://unix:/tmp/kantansim.sock", null)]
    [InlineData("http://127.0.0.1:0;http://[::]:0", "generated")]
    [InlineData("http://*:8080", "generated")]
    [InlineData("http://+:8080", "generated")]
    [InlineData("http://10.1.2.3:8080", "generated")]
    [InlineData("http://kantansim.example:8080", "generated")]
    [InlineData("http_ports", "generated")]
    public void Token_is_generated_exactly_when_a_URL_is_beyond_loopback(string urls, string? generated)
    {
        var settings = CompositionRoot.Configuration(
            [urls == "http_ports" ? "--http_ports=8080" : $"--urls={urls}", "--KantanSim:Data=:memory:"]);
        var token = OperatorToken.For(SettingsReader.Read(settings).Options, settings);
        Assert.Equal(generated is not null, token.IsRequired);
        Assert.Equal(generated is not null, token.Generated is { Length: 43 });
    }

    [Fact]
    public async Task Configured_token_is_never_logged()
    {
        var lines = await Lines("--KantanSim:AdminToken=s3cret-of-mine", "--KantanSim:Data=:memory:", Everywhere);
        Assert.DoesNotContain(lines,
            line => line.Contains("s3cret-of-mine", StringComparison.Ordinal) || line.Contains("AdminToken", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Browser_signs_in_once_and_gets_the_page_that_it_asked_for()
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--KantanSim:AdminToken=s3cret");
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(simulated.Url) };
        browser.DefaultRequestHeaders.Add("Accept", "text/html");

        using (var asked = await Get("/payments/none?lang=en"))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, asked.StatusCode);
            // Not Basic: the browser's own dialog would cover the page.
            Assert.Equal("Bearer", $"{asked.Headers.WwwAuthenticate}");
            Assert.Contains("name=\"from\" value=\"/payments/none?lang=en\"", await TextOf(asked), StringComparison.Ordinal);
        }
        using (var wrong = await Post("s3cre", "/traffic"))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
            Assert.Contains("wrong-token", await TextOf(wrong), StringComparison.Ordinal);
            Assert.False(wrong.Headers.Contains("Set-Cookie"));
        }
        using var right = await Post(" s3cret ", "/traffic");
        Assert.Equal(("/traffic", HttpStatusCode.SeeOther), (right.Headers.Location!.OriginalString, right.StatusCode));
        var cookie = Assert.Single(right.Headers.GetValues("Set-Cookie"));
        Assert.Matches("httponly", cookie);
        Assert.Matches("samesite=strict", cookie);
        Assert.DoesNotContain("s3cret", cookie, StringComparison.Ordinal);
        using var traffic = await Get("/traffic");
        Assert.Equal(HttpStatusCode.OK, traffic.StatusCode);

        Task<HttpResponseMessage> Get(string path) =>
            browser.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        async Task<HttpResponseMessage> Post(string token, string from)
        {
            using var form = new FormUrlEncodedContent([new("token", token), new("from", from)]);
            return await browser.PostAsync(new Uri("/sign-in", UriKind.Relative), form, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Browser_that_has_signed_out_gets_the_sign_in_page_again()
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--KantanSim:AdminToken=s3cret");
        using var signedIn = await simulated.Post("/sign-in", ("token", "s3cret"), ("from", "/"));
        var signedInCookie = Assert.Single(signedIn.Headers.GetValues("Set-Cookie")).Split(';')[0];
        Assert.Contains("data-testid=\"sign-out\"", await Shown("/traffic?lang=en", signedInCookie, 200), StringComparison.Ordinal);

        using var signedOut = await simulated.PostForm("/sign-out", "", ("Cookie", signedInCookie));
        Assert.Equal((303, "/sign-in?done=out"), ((int)signedOut.StatusCode, signedOut.Headers.Location!.OriginalString));
        var gone = Assert.Single(signedOut.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith($"{OperatorToken.Cookie}=; expires=Thu, 01 Jan 1970", gone, StringComparison.Ordinal);
        Assert.Contains("path=/", gone, StringComparison.Ordinal);
        Assert.Contains("You are signed out.", await Shown("/sign-in?done=out&lang=en", "", 200), StringComparison.Ordinal);
        Assert.Contains("ログアウトしました。", await Shown("/sign-in?done=out&lang=ja", "", 200), StringComparison.Ordinal);
        await Shown("/traffic", "", 401);

        async Task<string> Shown(string path, string cookie, int status)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, simulated.Url + path);
            request.Headers.Add("Accept", "text/html");
            if (cookie.Length > 0) request.Headers.Add("Cookie", cookie);
            using var browser = new HttpClient(new HttpClientHandler { UseCookies = false });
            using var answer = await browser.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(status, (int)answer.StatusCode);
            return WebUtility.HtmlDecode(await TextOf(answer));
        }
    }

    [Theory]
    [InlineData("//evil.example/", "/")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("", "/")]
    [InlineData("/scenarios?q=a", "/scenarios?q=a")]
    public async Task Sign_in_redirects_to_no_other_host(string from, string to)
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--KantanSim:AdminToken=s3cret");
        using var answer = await simulated.Post("/sign-in", ("token", "s3cret"), ("from", from));
        Assert.Equal(to, answer.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("null", 403)]
    [InlineData("http://evil.example", 403)]
    [InlineData("same", 303)]
    [InlineData("", 303)]
    public async Task Post_of_a_browser_that_sends_only_Origin_is_judged_by_it(string origin, int status)
    {
        await using var simulated = await SimulatorFixture.Start();
        (string, string)[] headers = origin.Length == 0 ? [] : [("Origin", origin == "same" ? simulated.Url : origin)];
        using var answer = await simulated.PostForm("/shops", "shopId=tshop00000077", headers);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    static async Task<string> LoggedToken(params string[] settings) =>
        Generated().Match(Assert.Single(await Lines(settings), line => line.Contains("KantanSim:AdminToken", StringComparison.Ordinal)))
            .Groups[1].Value;

    // All that is logged from start to stop. Checks on the way that the server requires a token, and that a logged one is right.
    static async Task<string[]> Lines(params string[] settings)
    {
        await using var app = await CompositionRoot.Build(
        [
            .. settings, $"--KantanSim:Scenarios={Path.Combine(AppContext.BaseDirectory, "scenarios")}",
            "--Logging:Console:LogLevel:Default=None",
        ]);
        var logged = new CapturingLoggerProvider(LogLevel.Trace);
        app.Services.GetRequiredService<ILoggerFactory>().AddProvider(logged);
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new(app.Urls.First().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)) };
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(http));
        if (logged.Lines.Select(line => Generated().Match(line)).FirstOrDefault(match => match.Success) is { } found)
        {
            http.DefaultRequestHeaders.Authorization = new("Bearer", found.Groups[1].Value);
            Assert.Equal(HttpStatusCode.OK, await Status(http));
        }
        await app.StopAsync(TestContext.Current.CancellationToken);
        return [.. logged.Lines];
    }

    static async Task<HttpStatusCode> Status(HttpClient http)
    {
        using var answer = await http.GetAsync(new Uri("/api/clock", UriKind.Relative), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    [GeneratedRegex(@"ask for ([A-Za-z0-9_-]{43}) \(")]
    private static partial Regex Generated();

    static Task<string> TextOf(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
