using System.Text;
using System.Text.RegularExpressions;
using KantanSim.Tests.Golden;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Gateway;

/// <summary>The complete responses, with status line and headers, to requests whose path is not exactly one of the gateway's.</summary>
public sealed partial class WrongPathBytesTests : IDisposable
{
    // The amount 0 is invalid, so that an API refuses the call and stores nothing.
    const string Form = "ShopID=tshop00000001&ShopPass=kantansim1&OrderID=PATH-1&JobCd=AUTH&Amount=0";

    static readonly (string Verb, string Target, string Body)[] Requests =
    [
        .. WrongPaths.All.Select(target => ("POST", target, Form)),
        .. WrongPaths.All.Select(target => ("GET", target, "")),
        ("HEAD", "/payment/EntryTranRecruit", ""), ("OPTIONS", "/payment/EntryTranRecruit", ""), ("PUT", "/payment/EntryTranRecruit", Form),
        ("GET", "/payment/EntryTranRecruit.idPass", ""), ("HEAD", "/payment/EntryTranRecruit.idPass", ""),
        ("PUT", "/payment/EntryTranRecruit.idPass", Form),
        ("POST", "/payment/return/none/gone", ""), ("GET", "/payment/return/none/gone", ""),
        ("POST", "/payment/EntryTranRecruit.json", """{"ShopID":"tshop00000001","ShopPass":"kantansim1"}"""),
        ("POST", "/payment/EntryTranRecruit", ""), ("POST", "/payment/EntryTranRecruit", $"{Form}&ClientField1={new string('a', 65_536)}"),
        ("GET", "/elsewhere", ""), ("POST", "/elsewhere", Form),
    ];

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kantansim-mappings-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Responses_to_wrong_paths_are_the_approved_bytes() => Approved.Check("wrong-path-bytes", Written(await Answers()));

    [Fact]
    public async Task Responses_to_wrong_paths_are_the_same_bytes_when_a_mapping_was_tried_first()
    {
        const string tried = "None of the 1 mappings fits it";
        const string mapping = """{ "Request": { "Path": "/other" }, "Response": { "Body": "other" } }""";
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "other.json"), mapping, TestContext.Current.CancellationToken);
        var written = Written(await Answers());
        Assert.Contains(tried, written, StringComparison.Ordinal);
        Approved.Check("wrong-path-bytes", written.Replace(tried, "There are no mappings", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("Expect: 100-continue\r\nContent-Length: 3\r\n\r\n")]
    public async Task The_response_to_a_wrong_path_does_not_depend_on_how_the_body_is_sent(string rest)
    {
        const string start = "POST /payment/EntryTranRecruit HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
        await using var simulated = await SimulatorFixture.Start();
        var plain = await RawHttp.Answer(simulated.Url, $"{start}Content-Length: 0\r\n\r\n");
        Assert.Equal(Repeatable(plain), Repeatable(await FirstAnswer(simulated.Url, start + rest)));
    }

    // Stops at the last chunk: the server keeps a connection open for seconds while it waits for the rest of a body.
    static async Task<string> FirstAnswer(string url, string request)
    {
        using var client = await RawHttp.Send(url, Encoding.ASCII.GetBytes(request));
        var answer = new StringBuilder();
        var buffer = new byte[4_096];
        while (!$"{answer}".EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await client.GetStream().ReadAsync(buffer, TestContext.Current.CancellationToken);
            if (read == 0) break;
            answer.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }
        return $"{answer}";
    }

    // Groups requests by their answer.
    static string Written(IEnumerable<(string Request, string Answer)> all) =>
        "# Bytes of the answers to wrong paths\n\n" + string.Concat(all.GroupBy(one => one.Answer).Select(same =>
            string.Concat(same.Select(one => $"- `{one.Request}`\n"))
            + $"\n      {same.Key.Replace("\n", "\n      ", StringComparison.Ordinal)}\n\n"));

    async Task<List<(string Request, string Answer)>> Answers()
    {
        await using var simulated = await SimulatorFixture.Start(settings: $"--KantanSim:Mappings={folder.FullName}");
        var answers = new List<(string, string)>();
        foreach (var (verb, target, body) in Requests)
        {
            var length = verb == "GET" ? "" : $"Content-Length: {body.Length}\r\n";
            var answer = await RawHttp.Answer(
                simulated.Url, $"{verb} {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{length}\r\n{body}");
            answers.Add(($"{verb} {target}{(body is Form or "" ? "" : $" ({body.Length} bytes)")}",
                Repeatable(answer).Replace($"at {verb} {target}.", "at {request}.", StringComparison.Ordinal)));
        }
        return answers;
    }

    // Removes dates, chunk lengths (which vary with the name of the folder) and the content of pages, which other tests check.
    string Repeatable(string answer) =>
        Page().Replace(Varying().Replace(answer, "").Replace(folder.FullName, "{folder}", StringComparison.Ordinal), "(a page)")
            .Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n');

    [GeneratedRegex("(?m)^(Date: .*|[0-9a-f]+)\r\n")]
    private static partial Regex Varying();

    [GeneratedRegex("(?s)<!doctype html>.*")]
    private static partial Regex Page();
}
