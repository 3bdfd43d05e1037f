using System.Net;
using System.Net.Sockets;
using KantanSim.Mappings;
using KantanSim.Tests.Infrastructure;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Mappings;

/// <summary>Requests that attack mappings, and mappings that do not answer.</summary>
public sealed class MappingLimitTests : IDisposable
{
    // Makes the pattern backtrack.
    const string Input = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!";
    const string Pattern = """{ "Name": "RegexMatcher", "Pattern": "^([/=]?(a+))+$" }""";

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kantansim-mappings-");
    readonly TcpListener silentServer = new(IPAddress.Loopback, 0);

    public void Dispose()
    {
        silentServer.Dispose();
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("\"Path\": { \"Matchers\": [" + Pattern + "] }")]
    [InlineData("\"Url\": { \"Matchers\": [" + Pattern + "] }")]
    [InlineData("\"Headers\": [ { \"Name\": \"X-Input\", \"Matchers\": [" + Pattern + "] } ]")]
    [InlineData("\"Cookies\": [ { \"Name\": \"input\", \"Matchers\": [" + Pattern + "] } ]")]
    [InlineData("\"Params\": [ { \"Name\": \"input\", \"Matchers\": [" + Pattern + "] } ]")]
    [InlineData("\"Body\": { \"Matcher\": " + Pattern + " }")]
    [InlineData("\"Path\": \"/*a*a*a*a*a*a*a*a*a*a*b\"")]
    public async Task Request_that_makes_a_pattern_backtrack_is_answered_by_the_next_mapping(string request)
    {
        Write("pattern.json", $$"""{ "Request": { {{request}} }, "Response": { "Body": "matched" } }""");
        Write("other.json", """{ "Request": {}, "Response": { "Body": "other" }, "Priority": 10 }""");
        await using var simulated = await SimulatorFixture.Start(settings: Setting);
        using var http = new HttpClient { BaseAddress = new(simulated.Url) };
        using var message = new HttpRequestMessage(HttpMethod.Post, $"/{Input}{Input}?input={Input}");
        message.Content = new StringContent(Input);
        message.Headers.Add("X-Input", Input);
        message.Headers.Add("Cookie", $"input={Input}");
        using var answer = await http.SendAsync(message, TestContext.Current.CancellationToken);
        Assert.Equal("other", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task XML_with_entities_does_not_match_and_the_log_names_the_mapping()
    {
        Write("xml.json", """{ "Request": { "Body": { "Matcher": { "Name": "XPathMatcher", "Pattern": "/a" } } }, "Response": {} }""");
        await using var simulated = await SimulatorFixture.Start(settings: Setting);
        using var warnings = Warnings(simulated);
        using var http = new HttpClient { BaseAddress = new(simulated.Url) };
        using var body = new StringContent($"<!DOCTYPE a [<!ENTITY e0 \"x\">{NestedEntities()}]><a>&e9;</a>");
        using var answer = await http.PostAsync(new Uri("/x", UriKind.Relative), body, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var line = Assert.Single(warnings.Lines, line => line.Contains("'xml.json'", StringComparison.Ordinal));
        Assert.Contains("DTD", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mapping_that_does_not_answer_is_503_with_the_reason_in_the_log()
    {
        await using var simulated = await StartWithSilentProxy();
        using var warnings = Warnings(simulated);
        using var answer = await simulated.Get("/silent");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        const string Reason = "no mapping has answered within 0.05 s and its own delay";
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal($"The mappings could not answer: {Reason}.\n", body);
        Assert.Contains(warnings.Lines, line => line.StartsWith($"Mapping: GET /silent: {Reason}", StringComparison.Ordinal));
    }

    // Without the delay, the late response would arrive long before the others.
    [Fact]
    public async Task Mapping_is_answered_after_its_own_delay()
    {
        Write("late.json", """{ "Request": { "Path": "/late" }, "Response": { "Delay": 3600000 } }""");
        Write("soon.json", """{ "Request": { "Path": "/soon" }, "Response": { "Delay": 1, "Body": "soon" } }""");
        await using var simulated = await SimulatorFixture.Start(settings: Setting);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new(simulated.Url) };
        var late = http.GetAsync(new Uri("/late", UriKind.Relative), cancel.Token);
        for (var count = 0; count < 5; count++)
            Assert.Equal("soon", await http.GetStringAsync(new Uri("/soon", UriKind.Relative), TestContext.Current.CancellationToken));
        Assert.False(late.IsCompleted);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => late);
    }

    [Fact]
    public async Task Mapping_with_an_invalid_header_is_500_with_its_name()
    {
        Write("invalid.json", """{ "Request": { "Path": "/invalid" }, "Response": { "Headers": { "X-Invalid": "a\nb" } } }""");
        await using var simulated = await SimulatorFixture.Start(settings: Setting);
        using var answer = await simulated.Get("/invalid");
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("The mapping invalid.json could not answer: ", body, StringComparison.Ordinal);
    }

    // With a mapping that proxies to a server that never responds.
    async Task<SimulatorFixture> StartWithSilentProxy()
    {
        silentServer.Start();
        var url = $"http://{silentServer.LocalEndpoint}";
        Write("silent.json", $$"""{ "Request": { "Path": "/silent" }, "Response": { "ProxyUrl": "{{url}}" } }""");
        var simulated = await SimulatorFixture.Start(settings: Setting);
        simulated.GetService<MappingWatcher>().AnswerWithin = TimeSpan.FromMilliseconds(50);
        return simulated;
    }

    static CapturingLoggerProvider Warnings(SimulatorFixture simulated)
    {
        var warnings = new CapturingLoggerProvider(LogLevel.Warning);
        simulated.GetService<ILoggerFactory>().AddProvider(warnings);
        return warnings;
    }

    // Each entity repeats the one before ten times.
    static string NestedEntities() => string.Concat(Enumerable.Range(1, 9).Select(level =>
        $"<!ENTITY e{level} \"{string.Concat(Enumerable.Repeat($"&e{level - 1};", 10))}\">"));

    void Write(string name, string text) => File.WriteAllText(Path.Combine(folder.FullName, name), text);

    string Setting => $"--KantanSim:Mappings={folder.FullName}";
}
