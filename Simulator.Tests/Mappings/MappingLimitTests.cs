using System.Net;
using System.Net.Sockets;
using KantanSim.Mappings;
using KantanSim.Tests.Infrastructure;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Mappings;

/// <summary>Requests that are made to keep mappings busy, and mappings that never answer.</summary>
public sealed class MappingLimitTests : IDisposable
{
    const string Evil = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!";
    const string Pattern = """{ "Name": "RegexMatcher", "Pattern": "^([/=]?(a+))+$" }""";

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kantansim-mappings-");
    readonly TcpListener silent = new(IPAddress.Loopback, 0);

    public void Dispose()
    {
        silent.Dispose();
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("\"Path\": { \"Matchers\": [" + Pattern + "] }")]
    [InlineData("\"Url\": { \"Matchers\": [" + Pattern + "] }")]
    [InlineData("\"Headers\": [ { \"Name\": \"X-Evil\", \"Matchers\": [" + Pattern + "] } ]")]
    [InlineData("\"Cookies\": [ { \"Name\": \"evil\", \"Matchers\": [" + Pattern + "] } ]")]
    [InlineData("\"Params\": [ { \"Name\": \"evil\", \"Matchers\": [" + Pattern + "] } ]")]
    [InlineData("\"Body\": { \"Matcher\": " + Pattern + " }")]
    [InlineData("\"Path\": \"/*a*a*a*a*a*a*a*a*a*a*b\"")]
    public async Task Catastrophic_pattern_answers(string request)
    {
        Write("evil.json", $$"""{ "Request": { {{request}} }, "Response": { "Body": "matched" } }""");
        Write("other.json", """{ "Request": {}, "Response": { "Body": "other" }, "Priority": 10 }""");
        await using var simulated = await SimulatorFixture.Start(settings: Setting);
        using var http = new HttpClient { BaseAddress = new(simulated.Url) };
        using var sent = new HttpRequestMessage(HttpMethod.Post, $"/{Evil}{Evil}?evil={Evil}") { Content = new StringContent(Evil) };
        sent.Headers.Add("X-Evil", Evil);
        sent.Headers.Add("Cookie", $"evil={Evil}");
        using var answer = await http.SendAsync(sent, TestContext.Current.CancellationToken);
        Assert.Equal("other", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task XML_with_entities_matches_nothing_and_the_log_names_the_mapping()
    {
        Write("xml.json", """{ "Request": { "Body": { "Matcher": { "Name": "XPathMatcher", "Pattern": "/a" } } }, "Response": {} }""");
        await using var simulated = await SimulatorFixture.Start(settings: Setting);
        using var warnings = Warnings(simulated);
        using var http = new HttpClient { BaseAddress = new(simulated.Url) };
        using var body = new StringContent($"<!DOCTYPE a [<!ENTITY e0 \"x\">{Bomb()}]><a>&e9;</a>");
        using var answer = await http.PostAsync(new Uri("/x", UriKind.Relative), body, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains(warnings.Lines, line => line.Contains("'xml.json'", StringComparison.Ordinal) && line.Contains("DTD", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Answer_that_does_not_come_is_503_with_the_reason_in_the_log()
    {
        await using var simulated = await Proxying();
        using var warnings = Warnings(simulated);
        using var answer = await simulated.Get("/silent");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        const string Reason = "no mapping has answered within 0.05 s and its own delay";
        Assert.Equal($"The mappings could not answer: {Reason}.\n", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Contains(warnings.Lines, line => line.StartsWith($"Mapping: GET /silent: {Reason}", StringComparison.Ordinal));
    }

    // One that is not waited for would be answered long before the others.
    [Fact]
    public async Task Own_delay_of_an_answer_is_waited_for()
    {
        Write("late.json", """{ "Request": { "Path": "/late" }, "Response": { "Delay": 3600000 } }""");
        Write("soon.json", """{ "Request": { "Path": "/soon" }, "Response": { "Delay": 1, "Body": "soon" } }""");
        await using var simulated = await SimulatorFixture.Start(settings: Setting);
        using var left = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new(simulated.Url) };
        var late = http.GetAsync(new Uri("/late", UriKind.Relative), left.Token);
        for (var turn = 0; turn < 5; turn++)
            Assert.Equal("soon", await http.GetStringAsync(new Uri("/soon", UriKind.Relative), TestContext.Current.CancellationToken));
        Assert.False(late.IsCompleted);
        await left.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => late);
    }

    [Fact]
    public async Task Header_that_cannot_be_sent_is_reported()
    {
        Write("odd.json", """{ "Request": { "Path": "/odd" }, "Response": { "Headers": { "X-Odd": "a\nb" } } }""");
        await using var simulated = await SimulatorFixture.Start(settings: Setting);
        using var answer = await simulated.Get("/odd");
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        var said = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("The mapping odd.json could not answer: ", said, StringComparison.Ordinal);
    }

    async Task<SimulatorFixture> Proxying()
    {
        silent.Start();
        Write("silent.json", $$"""{ "Request": { "Path": "/silent" }, "Response": { "ProxyUrl": "http://{{silent.LocalEndpoint}}" } }""");
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

    static string Bomb() => string.Concat(Enumerable.Range(1, 9).Select(level =>
        $"<!ENTITY e{level} \"{string.Concat(Enumerable.Repeat($"&e{level - 1};", 10))}\">"));

    void Write(string name, string text) => File.WriteAllText(Path.Combine(folder.FullName, name), text);

    string Setting => $"--KantanSim:Mappings={folder.FullName}";
}
