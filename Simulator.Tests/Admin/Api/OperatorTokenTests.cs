using System.Net;
using System.Text.RegularExpressions;
using KantanSim.Admin;
using KantanSim.Startup;
using KantanSim.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Admin.Api;

/// <summary>Whoever listens beyond loopback has a token, told once; a browser brings it to a page.</summary>
public sealed partial class OperatorTokenTests
{
    const string Everywhere = "--urls=http://0.0.0.0:0";

    [Fact]
    public async Task Beyond_loopback_a_token_is_made_told_once_kept_for_its_owner_and_the_same_at_the_next_start()
    {
        var data = Directory.CreateTempSubdirectory("kantansim-token-");
        var first = await Told($"--KantanSim:Data={data.FullName}", Everywhere);
        var kept = Path.Combine(data.FullName, OperatorToken.FileName);
        Assert.Equal(first, (await File.ReadAllTextAsync(kept, TestContext.Current.CancellationToken)).Trim());
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(kept) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.Equal(first, await Told($"--KantanSim:Data={data.FullName}", Everywhere));
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task In_memory_it_is_another_one_at_each_start() =>
        Assert.NotEqual(await Told("--KantanSim:Data=:memory:", Everywhere), await Told("--KantanSim:Data=:memory:", Everywhere));

    [Theory]
    [InlineData("http://127.0.0.1:0", null)]
    [InlineData("http://[::1]:0", null)]
    [InlineData("http://localhost:8080", null)]
    [InlineData("http://kantansim.localhost:8080", null)]
    [InlineData("http://unix:/tmp/kantansim.sock", null)]
    [InlineData("http://127.0.0.1:0;http://[::]:0", "made")]
    [InlineData("http://*:8080", "made")]
    [InlineData("http://+:8080", "made")]
    [InlineData("http://10.1.2.3:8080", "made")]
    [InlineData("http://kantansim.example:8080", "made")]
    [InlineData("http_ports", "made")]
    public void A_token_is_made_exactly_where_others_can_come(string urls, string? made)
    {
        var settings = CompositionRoot.Configuration([urls == "http_ports" ? "--http_ports=8080" : $"--urls={urls}", "--KantanSim:Data=:memory:"]);
        var token = OperatorToken.For(SettingsReader.Read(settings).Options, settings);
        Assert.Equal(made is not null, token.IsRequired);
        Assert.Equal(made is not null, token.Generated is { Length: 43 });
    }

    [Fact]
    public async Task A_token_that_is_set_is_never_told()
    {
        var lines = await Lines("--KantanSim:AdminToken=s3cret-of-mine", "--KantanSim:Data=:memory:", Everywhere);
        Assert.DoesNotContain(lines, line => line.Contains("s3cret-of-mine", StringComparison.Ordinal) || line.Contains("AdminToken", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_browser_signs_in_once_and_comes_where_it_wanted_to()
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--KantanSim:AdminToken=s3cret");
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(simulated.Url) };
        browser.DefaultRequestHeaders.Add("Accept", "text/html");

        using (var asked = await Get("/payments/none?lang=en"))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, asked.StatusCode);
            // No Basic: the browser's own box would hide the page.
            Assert.Equal("Bearer", $"{asked.Headers.WwwAuthenticate}");
            Assert.Contains("name=\"from\" value=\"/payments/none?lang=en\"", await asked.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        using (var wrong = await Post("s3cre", "/traffic"))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
            Assert.Contains("wrong-token", await wrong.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
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

        Task<HttpResponseMessage> Get(string path) => browser.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        async Task<HttpResponseMessage> Post(string token, string from)
        {
            using var form = new FormUrlEncodedContent([new("token", token), new("from", from)]);
            return await browser.PostAsync(new Uri("/sign-in", UriKind.Relative), form, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_browser_that_signs_out_is_asked_again()
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--KantanSim:AdminToken=s3cret");
        using var signedIn = await simulated.Post("/sign-in", ("token", "s3cret"), ("from", "/"));
        var kept = Assert.Single(signedIn.Headers.GetValues("Set-Cookie")).Split(';')[0];
        Assert.Contains("data-testid=\"sign-out\"", await Shown("/traffic?lang=en", kept, 200), StringComparison.Ordinal);

        using var signedOut = await simulated.PostForm("/sign-out", "", ("Cookie", kept));
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
            return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [InlineData("//evil.example/", "/")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("", "/")]
    [InlineData("/scenarios?q=a", "/scenarios?q=a")]
    public async Task A_sign_in_leads_to_no_other_host(string from, string to)
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
    public async Task A_browser_that_tells_only_its_origin_is_believed_that(string origin, int status)
    {
        await using var simulated = await SimulatorFixture.Start();
        (string, string)[] headers = origin.Length == 0 ? [] : [("Origin", origin == "same" ? simulated.Url : origin)];
        using var answer = await simulated.PostForm("/shops", "shopId=tshop00000077", headers);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    static async Task<string> Told(params string[] settings) =>
        Made().Match(Assert.Single(await Lines(settings), line => line.Contains("KantanSim:AdminToken", StringComparison.Ordinal))).Groups[1].Value;

    // Everything that is logged from the start to the stop; and what the token that it tells opens.
    static async Task<string[]> Lines(params string[] settings)
    {
        await using var app = await CompositionRoot.Build([.. settings, $"--KantanSim:Scenarios={Path.Combine(AppContext.BaseDirectory, "scenarios")}", "--Logging:Console:LogLevel:Default=None"]);
        var logged = new CapturingLoggerProvider(LogLevel.Trace);
        app.Services.GetRequiredService<ILoggerFactory>().AddProvider(logged);
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new(app.Urls.First().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)) };
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(http));
        if (logged.Lines.Select(line => Made().Match(line)).FirstOrDefault(match => match.Success) is { } told)
        {
            http.DefaultRequestHeaders.Authorization = new("Bearer", told.Groups[1].Value);
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
    private static partial Regex Made();
}
