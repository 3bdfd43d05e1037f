using System.Net;
using System.Net.Http.Headers;
using System.Text;
using KantanSim.Configuration;
using KantanSim.Mappings;
using KantanSim.Tests.Infrastructure;
using KantanSim.Wire;

namespace KantanSim.Tests.Mappings;

/// <summary>WireMock mapping files answer paths that KantanSim does not model, and only those.</summary>
public sealed class MappingTests : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kantansim-mappings-");

    string Setting => $"--KantanSim:Mappings={folder.FullName}";

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_mapping_answers_with_its_status_headers_and_exact_bytes()
    {
        var bytes = Cp932.Encode("Msg=ポ|ソ表能～①髙");
        Write("deep/cards.json", $$"""
            { "Request": { "Path": "/card/notice", "Methods": ["POST"] },
              "Response": { "StatusCode": 202,
                            "Headers": { "Content-Type": "text/plain;charset=Windows-31J", "X-Two": ["a", "b"], "Location": "/elsewhere" },
                            "BodyAsBytes": "{{Convert.ToBase64String(bytes)}}" } }
            """);
        await using var simulated = await Start();
        using var answer = await Post(simulated, "/card/notice?x=1", "a=b");
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("text/plain;charset=Windows-31J", Assert.Single(answer.Content.Headers.NonValidated["Content-Type"]));
        Assert.Equal(["a", "b"], answer.Headers.GetValues("X-Two"));
        Assert.Equal("/elsewhere", answer.Headers.Location?.OriginalString);
        Assert.Equal(bytes, await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(bytes.Length, answer.Content.Headers.ContentLength);
    }

    [Theory]
    [InlineData("""  "Body": "Msg=ポ能", "BodyEncoding": { "CodePage": 932 }  """)]
    [InlineData("""  "BodyAsFile": "body.txt"  """)]
    public async Task A_body_can_be_text_in_a_code_page_or_a_file(string body)
    {
        Directory.CreateDirectory(Path.Combine(folder.FullName, "__files"));
        var file = Path.Combine(folder.FullName, "__files", "body.txt");
        await File.WriteAllBytesAsync(file, Cp932.Encode("Msg=ポ能"), TestContext.Current.CancellationToken);
        Write("one.json", $$"""{ "Request": { "Path": "/one" }, "Response": { {{body}} } }""");
        await using var simulated = await Start();
        using var answer = await simulated.Get("/one");
        Assert.Equal(Cp932.Encode("Msg=ポ能"), await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_request_is_matched_by_method_query_header_and_raw_body()
    {
        Write("one.json", """
            { "Request": { "Path": "/v1/tokens.json", "Methods": ["PUT"],
                           "Params": [{ "Name": "q", "Matchers": [{ "Name": "ExactMatcher", "Pattern": "1" }] }],
                           "Headers": [{ "Name": "X-Key", "Matchers": [{ "Name": "ExactMatcher", "Pattern": "k" }] }],
                           "Body": { "Matcher": { "Name": "ExactMatcher", "Pattern": "Name=%83%7C" } } },
              "Response": { "Body": "matched" } }
            """);
        await using var simulated = await Start();
        using var http = new HttpClient { BaseAddress = new(simulated.Url) };
        using var request = new HttpRequestMessage(HttpMethod.Put, "/v1/tokens.json?q=1")
        {
            Content = new StringContent("Name=%83%7C", Encoding.ASCII, "application/x-www-form-urlencoded"),
        };
        request.Headers.Add("X-Key", "k");
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("matched", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Contains("answered by the mapping one.json", await Text(simulated, "/traffic"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mapping_answers_unmodelled_APIs_and_never_KantanSim_s_own_paths()
    {
        Write("cards.json", Plain("/payment/EntryTran.idPass", "AccessID=a"));
        Write("all.json", """{ "Request": {}, "Response": { "Body": "mapped" }, "Priority": 10 }""");
        await using var simulated = await Start();
        Assert.Equal("AccessID=a", await Body(await Post(simulated, "/payment/EntryTran.idPass", "ShopID=x")));
        Assert.Equal("mapped", await Text(simulated, "/payment"));
        string[] ownPaths =
        [
            "/", "/payments/x", "/api/nothing", "/recruit/nothing", "/shop/nothing", "/healthz/ready", "/openapi/v1.json",
            "/assets/nothing.css",
        ];
        foreach (var path in ownPaths)
            Assert.DoesNotContain("mapped", await Text(simulated, path), StringComparison.Ordinal);
        Assert.True((await simulated.Call("EntryTranRecruit", null, ("ShopID", "x"))).ContainsKey("ErrCode"));
        File.Delete(Path.Combine(folder.FullName, "all.json"));
        Assert.Contains("E91099997", await Body(await Post(simulated, "/payment/Other.idPass", "ShopID=x")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_change_takes_effect_at_the_next_request()
    {
        await using var simulated = await Start();
        Assert.Contains("There are no mappings", await Text(simulated, "/one"), StringComparison.Ordinal);
        Write("one.json", Plain("/one", "first"));
        Assert.Equal("first", await Text(simulated, "/one"));
        Write("one.json", Plain("/one", "second one"));
        Assert.Equal("second one", await Text(simulated, "/one"));
        Write("two.json", $"[{Plain("/two", "2")}, {Plain("/three", "3")}]");
        Assert.Equal("3", await Text(simulated, "/three"));
        Write("two.json", "[{ broken");
        var broken = await Text(simulated, "/two");
        Assert.Contains("Not read: two.json: ", broken, StringComparison.Ordinal);
        Assert.Contains("None of the 1 mappings fits it", broken, StringComparison.Ordinal);
        Assert.Equal("second one", await Text(simulated, "/one"));
        File.Delete(Path.Combine(folder.FullName, "one.json"));
        Assert.StartsWith("KantanSim has nothing at GET /one.", await Text(simulated, "/one"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_without_a_matching_mapping_gets_an_explanation()
    {
        Write("one.json", Plain("/one", "1"));
        await using var simulated = await Start();
        using var answer = await simulated.Get("/other.json");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var body = await Body(answer);
        Assert.Contains("KantanSim has nothing at GET /other.json.", body, StringComparison.Ordinal);
        var mappings = $"None of the 1 mappings fits it; WireMock mapping files are read from {folder.FullName}";
        Assert.Contains(mappings, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_admin_token_protects_KantanSim_s_own_paths_and_not_mapped_ones()
    {
        Write("one.json", Plain("/one", "1"));
        await using var simulated = await SimulatorFixture.Start(settings: [Setting, "--KantanSim:AdminToken=secret"]);
        Assert.Equal("1", await Text(simulated, "/one"));
        foreach (var path in new[] { "/", "/traffic", "/payments/x", "/api/transactions", "/api/nothing", "/openapi/v1.json" })
        {
            using var answer = await simulated.Get(path);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_body_above_the_limit_is_refused_and_one_at_the_limit_is_not()
    {
        Write("one.json", Plain("/one", "1"));
        await using var simulated = await Start();
        using var atLimit = await Post(simulated, "/one", new string('a', MappingEndpoint.MaxBodyBytes));
        Assert.Equal("1", await Body(atLimit));
        using var aboveLimit = await Post(simulated, "/one", new string('a', MappingEndpoint.MaxBodyBytes + 1));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, aboveLimit.StatusCode);
        Assert.Contains("1,048,576", await Body(aboveLimit), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mapping_that_cannot_answer_gives_500_with_the_reason()
    {
        Write("gone.json", """{ "Request": { "Path": "/gone" }, "Response": { "BodyAsFile": "../../etc/passwd" } }""");
        Write("invalid.json", """{ "Request": { "Path": "/invalid" }, "Response": { "StatusCode": 99 } }""");
        await using var simulated = await Start();
        using var gone = await simulated.Get("/gone");
        Assert.Equal(HttpStatusCode.InternalServerError, gone.StatusCode);
        Assert.StartsWith("The mapping gone.json could not answer: ", await Body(gone), StringComparison.Ordinal);
        Assert.Contains("its StatusCode is 99", await Text(simulated, "/invalid"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Startup_fails_when_the_mappings_folder_does_not_exist()
    {
        var exception = await Assert.ThrowsAsync<ConfigurationException>(
            () => SimulatorFixture.Start(settings: "--KantanSim:Mappings=/no/such/folder"));
        Assert.Equal("Setting KantanSim:Mappings is \"/no/such/folder\"; allowed: a folder that exists.", exception.Message);
    }

    /// <summary>A simulator that checks the mapping files at each request.</summary>
    async Task<SimulatorFixture> Start()
    {
        var simulated = await SimulatorFixture.Start(settings: Setting);
        simulated.GetService<MappingWatcher>().PollInterval = TimeSpan.Zero;
        return simulated;
    }

    static string Plain(string path, string body) =>
        $$"""{ "Request": { "Path": "{{path}}" }, "Response": { "Body": "{{body}}" } }""";

    void Write(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    static async Task<HttpResponseMessage> Post(SimulatorFixture simulated, string path, string body)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(simulated.Url) };
        using var content = new StringContent(body, Encoding.ASCII, new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
        return await http.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);
    }

    static async Task<string> Text(SimulatorFixture simulated, string path) => await Body(await simulated.Get(path));

    static async Task<string> Body(HttpResponseMessage answer) =>
        Cp932.Decode(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
}
