using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using KantanSim.Check.Files;
using static KantanSim.Tests.Check.Adapters.Steps;

namespace KantanSim.Tests.Check.Adapters;

/// <summary>What a report shows of a step.</summary>
public sealed class TranscriptTests(EchoShop shop) : IClassFixture<EchoShop>
{
    public static TheoryData<string, string, string?, string?> Requests => new()
    {
        { "GET", "/x?a=it's&b[]=1&c={2}", null, null },
        { "POST", "/x", """{"name":"it's $HOME `id` \\ \"髙\""}""", null },
        { "PUT", "/x", null, "it's & 髙 😀\n" },
        { "POST", "/x", null, null },
        { "DELETE", "/x", null, null },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Request_is_a_curl_command_that_sends_the_same(string method, string path, string? json, string? field)
    {
        var step = Http(method, shop.Url + path) with
        {
            Json = json,
            Form = field is null ? null : Form(("a", field)),
            Headers = ImmutableDictionary<string, string>.Empty.Add("X-Key", "it's"),
        };
        var sent = (await Run(step)).Sent;
        Assert.Equal(Essence(await Echo(step)), Essence(JsonDocument.Parse(await Bash(sent)).RootElement));
    }

    [Fact]
    public async Task Secrets_of_a_request_are_masked()
    {
        var step = Http("POST", $"{shop.Url}/x?token={{{{accessToken}}}}&key=k") with
        {
            Json = """{"shop":"{{shopId}}","pass":"{{shopPass}}","deep":{"api_key":"literal","n":["{{shopPass}}"]}}""",
            Headers = ImmutableDictionary<string, string>.Empty.Add("Authorization", "Bearer literal"),
        };
        var result = await Run(step, Variables(("shopId", "s1"), ("shopPass", "hush"), ("accessToken", "hush")));
        Assert.Equal(
            $$"""curl '{{shop.Url}}/x?token=***&key=k' -H 'Authorization: ***' -H 'Content-Type: application/json' --data-raw """
            + """'{"shop":"s1","pass":"***","deep":{"api_key":"***","n":["***"]}}'""",
            result.Sent);
        Assert.DoesNotContain("hush", (await Run(Http("POST", shop.Url) with { Form = Form(("ShopPass", "hush")) })).Sent);
    }

    [Fact]
    public async Task Secrets_of_an_answer_are_masked()
    {
        var result = await Run(Get(shop.Answers("""{"id":1,"csrf_token": "hu\"sh hush","pass":12} ?AccessPass=hush&a=b""")));
        Assert.Equal("""HTTP 200 {"id":1,"csrf_token": "***","pass":***} ?AccessPass=***&a=b""", result.Answer);
    }

    // What was masked when it was sent, and comes back under another name.
    [Theory]
    [InlineData("form")]
    [InlineData("header")]
    [InlineData("url")]
    [InlineData("json")]
    [InlineData("userInfo")]
    [InlineData("unused variable")]
    public async Task Secret_that_was_sent_is_masked_in_the_answer(string place)
    {
        var url = shop.Answers("""{"you sent":"hushhush","hushhushed":1}""");
        var step = place switch
        {
            "form" => Http("POST", url) with { Form = Form(("password", "hushhush")) },
            "header" => Http("POST", url) with { Headers = ImmutableDictionary<string, string>.Empty.Add("X-Api-Key", "hushhush") },
            "url" => Http("GET", $"{url}{(url.Contains('?') ? '&' : '?')}pwd=hushhush"),
            "json" => Http("POST", url) with { Json = """{"apiKey":"hushhush"}""" },
            "userInfo" => Http("GET", url.Replace("://", "://user:hushhush@", StringComparison.Ordinal)),
            _ => Http("GET", url),
        };
        var result = await Run(step, Variables(("shopPass", place == "unused variable" ? "hushhush" : "other")));
        Assert.Equal("""HTTP 200 {"you sent":"***","hushhushed":1}""", result.Answer);
        Assert.DoesNotContain("hushhush", result.Sent.Replace("hushhushed", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_line_is_quoted_and_its_secrets_are_masked()
    {
        var step = new ShopStep.Command(["echo", "{{a}}", "--password", "literal", "PASS=literal", "{{shopPass}}", "--format={{.State}}"]);
        var result = await Run(step, Variables(("a", "it's"), ("shopPass", "hush")));
        Assert.Equal("""echo 'it'\''s' --password *** PASS=*** *** '--format={{.State}}'""", result.Sent);
    }

    static (string, string, string, string, string) Essence(JsonElement echo) =>
        (echo.Text("method"), echo.Text("url"), echo.Text("body"), echo.Header("content-type"), echo.Header("x-key"));

    static async Task<string> Bash(string command)
    {
        var start = new ProcessStartInfo("bash", ["-c", command]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var bash = Process.Start(start)!;
        return await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
