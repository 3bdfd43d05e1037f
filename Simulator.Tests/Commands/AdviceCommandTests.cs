using System.Text.Json.Nodes;
using System.Xml.Linq;
using KantanSim.Startup;
using KantanSim.Tests.Advice;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Commands;

/// <summary>The command <c>advice</c> against a running server: output, exit codes and files.</summary>
public sealed class AdviceCommandTests
{
    const string Rule = "lost-answer-not-searched";

    static string NewFile(string name = "advice.xml") => Path.Combine(Directory.CreateTempSubdirectory("kantansim-junit-").FullName, name);

    [Fact]
    public async Task Command_prints_each_finding_below_its_payment_with_the_fix_and_counts()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await LostAnswer(simulated);
        var run = await Advice(simulated);
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains($"""
            OrderID LOST-1 of shop tshop00000001: {simulated.Url}/payments/{order.AccessId}
              warning {Rule}
                The connection of ExecTranRecruit broke at 09:00, and your shop did not get the outcome from SearchTradeMulti within an hour.
                Fix: After a lost answer ask SearchTradeMulti for the order, and go on from the status that it reports.
                See {simulated.Url}/advice#{Rule} and docs/merchant.md#{Rule}

            """, run.Output, StringComparison.Ordinal);
        Assert.Matches(@"\n\d+ findings?: .*1 warning.*\. Times in sentences are JST \(\+09:00\)\.\n$", run.Output);
    }

    [Fact]
    public async Task Japanese_is_printed_on_request()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await LostAnswer(simulated);
        var run = await Advice(simulated, "--lang", "ja");
        Assert.Contains($"""
            ショップ tshop00000001 の注文 LOST-1: {simulated.Url}/payments/{order.AccessId}
              warning {Rule}

            """, run.Output, StringComparison.Ordinal);
        Assert.Contains("お店は1時間以内に", run.Output, StringComparison.Ordinal);
        Assert.Contains("\n    対処：応答が失われたら", run.Output, StringComparison.Ordinal);
        Assert.Contains($"\n    参照：{simulated.Url}/advice#{Rule} 、docs/ja/merchant.md#{Rule}\n", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"\n指摘\d+件：.*warning 1件", run.Output);
    }

    [Theory]
    [InlineData("error", 0, false)]
    [InlineData("warning", 1, true)]
    [InlineData("HINT", 1, true)]
    public async Task Severity_sets_what_is_shown_and_what_fails(string severity, int code, bool isShown)
    {
        await using var simulated = await SimulatorFixture.Start();
        await LostAnswer(simulated);
        var run = await Advice(simulated, "--severity", severity);
        Assert.Equal((code, isShown), (run.Code, run.Output.Contains(Rule, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Command_exits_with_1_when_a_shop_made_an_error()
    {
        using var merchant = new RawMerchant("HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Send(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}", new { notifyUrl = merchant.Url });
        await simulated.Pay("REDIRECT-1");
        await simulated.Advance("PT0S");
        var run = await Advice(simulated);
        Assert.Equal(1, run.Code);
        Assert.Contains(
            "\n  error notification-redirect\n    The notification AUTH of 09:00 was redirected. Your shop answered 302 to /login; ",
            run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_an_array_of_what_the_control_API_returns_and_nothing_else()
    {
        await using var simulated = await SimulatorFixture.Start();
        await LostAnswer(simulated);
        await simulated.CallApi(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}", """{"advice":{"notification-redirect":"a stub"}}""");
        var run = await Advice(simulated, "--json");
        var items = (await simulated.CallApi(HttpMethod.Get, "/advice"))["body"]!["items"]!;
        Assert.NotEmpty(items.AsArray());
        Assert.True(JsonNode.DeepEquals(items, JsonNode.Parse(run.Output)), run.Output);
    }

    [Fact]
    public async Task Json_is_an_empty_array_without_findings()
    {
        await using var simulated = await SimulatorFixture.Start();
        Assert.Equal(new CommandRun(0, "[]\n", ""), await Advice(simulated, "--json"));
    }

    [Fact]
    public async Task Command_says_so_when_there_are_no_payments()
    {
        await using var simulated = await SimulatorFixture.Start();
        Assert.Equal(new CommandRun(0, "No findings. There are no payments yet.\n", ""), await Advice(simulated));
    }

    [Theory]
    [InlineData("--since", "2026-01-15T10:00:00+09:00", true)]
    [InlineData("--since", "2026-01-15T01:00:00Z", true)]
    [InlineData("--since", "2026-01-15T10:00:00", true)]
    [InlineData("--since", "2026-01-15 10:00:01", false)]
    [InlineData("--since", "2026-01-15T10:00:01+09:00", false)]
    [InlineData("--shop", "tshop00000001", true)]
    [InlineData("--shop", "other1", false)]
    public async Task Findings_are_those_of_a_shop_and_since_a_time(string option, string value, bool isShown)
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.CallApi(HttpMethod.Post, "/shops", """{"shopId":"other1"}""");
        await LostAnswer(simulated);
        var run = await Advice(simulated, option, value);
        Assert.Equal((0, isShown), (run.Code, run.Output.Contains(Rule, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Rule_that_is_switched_off_is_told_with_its_reason()
    {
        await using var simulated = await SimulatorFixture.Start();
        await LostAnswer(simulated);
        await simulated.CallApi(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}",
            $$$"""{"advice":{"{{{Rule}}}":"we never\nsearch"}}""");
        var run = await Advice(simulated);
        Assert.Contains($"Switched off for shop tshop00000001: {Rule} — we never\\u000asearch\n", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--severity fatal", "--severity is 'fatal'; allowed: error, warning, review, hint.")]
    [InlineData("--severity 0", "--severity is '0'; allowed: error, warning, review, hint.")]
    [InlineData("--since yesterday", "--since is 'yesterday'; allowed: an ISO 8601 time such as 2026-01-31T09:00:00+09:00.")]
    [InlineData("--lang fr", "--lang is 'fr'; allowed: en, ja.")]
    [InlineData("--url nowhere", "--url is 'nowhere'; allowed: an http or https URL such as http://127.0.0.1:8080.")]
    [InlineData("--shop ", "--shop is ''; allowed: a ShopID.")]
    [InlineData("--junit ", "--junit is ''; allowed: a file.")]
    [InlineData("--nonsense", "'--nonsense'")]
    [InlineData("--severty error", "Did you mean --severity?")]
    [InlineData("--since", "--since")]
    public async Task Wrong_use_is_refused_with_what_is_allowed(string options, string message)
    {
        var fault = await Assert.ThrowsAsync<UsageException>(() => CommandRun.Of(["advice", .. options.Split(' ')]));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Fact]
    public async Task Unknown_shop_is_wrong_use()
    {
        await using var simulated = await SimulatorFixture.Start();
        var run = await Advice(simulated, "--shop", "tshop00000002");
        Assert.Equal(new CommandRun(2, "", "There is no shop \"tshop00000002\". Did you mean tshop00000001?\n"), run);
    }

    [Fact]
    public async Task Server_that_does_not_answer_is_exit_code_3()
    {
        var run = await CommandRun.Of(["advice", "--url", "http://127.0.0.1:1"]);
        Assert.Equal((3, ""), (run.Code, run.Output));
        Assert.Matches(@"^http://127\.0\.0\.1:1 does not answer: .*\. Name a running server with --url; .*ASPNETCORE_URLS", run.Error);
    }

    [Theory]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<!doctype")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnull")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")]
    public async Task Server_that_is_not_KantanSim_is_exit_code_3(string answer)
    {
        using var other = new RawMerchant(System.Text.Encoding.ASCII.GetBytes(answer));
        var run = await CommandRun.Of(["advice", "--url", new Uri(other.Url).GetLeftPart(UriPartial.Authority)]);
        Assert.Equal((3, ""), (run.Code, run.Output));
        Assert.Contains("does not answer as KantanSim does", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_of_the_settings_is_sent_and_a_missing_one_is_wrong_use()
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--KantanSim:AdminToken=a-secret");
        string[] command = ["advice", "--url", simulated.Url];
        Assert.Equal(0, (await CommandRun.Of(command, "--KantanSim:AdminToken=a-secret")).Code);
        var refused = await CommandRun.Of(command);
        Assert.Equal((2, ""), (refused.Code, refused.Output));
        Assert.Contains("KantanSim__AdminToken", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Url_of_the_settings_is_asked_without_an_option()
    {
        await using var simulated = await SimulatorFixture.Start();
        Assert.Equal(new CommandRun(0, "[]\n", ""), await CommandRun.Of(["advice", "--json"], $"--urls={simulated.Url}"));
    }

    [Fact]
    public async Task Junit_file_is_replaced_by_a_complete_one()
    {
        await using var simulated = await SimulatorFixture.Start();
        await LostAnswer(simulated);
        var file = NewFile();
        await File.WriteAllTextAsync(file, new string('x', 1_000_000), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync($"{file}.new", "of the user", TestContext.Current.CancellationToken);
        Assert.Equal(0, (await Advice(simulated, "--junit", file)).Code);
        Assert.Equal("testsuites", XDocument.Load(file).Root!.Name.LocalName);
        Assert.Equal("of the user", await File.ReadAllTextAsync($"{file}.new", TestContext.Current.CancellationToken));
        Assert.Equal([file, $"{file}.new"], Directory.GetFiles(Path.GetDirectoryName(file)!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Junit_file_is_written_into_a_new_folder()
    {
        await using var simulated = await SimulatorFixture.Start();
        var file = NewFile(Path.Combine("reports", "advice.xml"));
        await Advice(simulated, "--junit", file);
        Assert.True(File.Exists(file));
    }

    [Fact]
    public async Task File_behind_a_link_is_written_and_the_link_stays()
    {
        await using var simulated = await SimulatorFixture.Start();
        var file = NewFile();
        var link = File.CreateSymbolicLink(NewFile(), file);
        await File.WriteAllTextAsync(file, new string('x', 1_000_000), TestContext.Current.CancellationToken);
        await Advice(simulated, "--junit", link.FullName);
        Assert.Equal("testsuites", XDocument.Load(file).Root!.Name.LocalName);
        Assert.Equal(file, new FileInfo(link.FullName).LinkTarget);
    }

    [Fact]
    public async Task File_that_cannot_be_written_is_exit_code_2_and_findings_are_printed()
    {
        await using var simulated = await SimulatorFixture.Start();
        await LostAnswer(simulated);
        var occupied = NewFile("occupied");
        Directory.CreateDirectory(occupied);
        var run = await Advice(simulated, "--junit", occupied);
        Assert.Equal(2, run.Code);
        Assert.Contains(Rule, run.Output, StringComparison.Ordinal);
        Assert.StartsWith($"Cannot write {occupied}: ", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(occupied)!));
    }

    static Task<CommandRun> Advice(SimulatorFixture simulated, params string[] options) =>
        CommandRun.Of(["advice", "--url", simulated.Url, .. options]);

    static async Task<TestOrder> LostAnswer(SimulatorFixture simulated)
    {
        var order = await simulated.LosesAnswer("LOST-1");
        await simulated.Advance("PT1H");
        return order;
    }
}
