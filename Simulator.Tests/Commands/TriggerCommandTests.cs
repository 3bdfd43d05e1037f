using System.Text.Json.Nodes;
using KantanSim.Startup;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Commands;

/// <summary>The command <c>trigger</c> against a running server.</summary>
public sealed class TriggerCommandTests
{
    [Fact]
    public async Task Steps_final_status_page_and_clock_are_printed()
    {
        await using var simulated = await SimulatorFixture.Start();
        var run = await Run(simulated, "notification-omitted-once", "--order", "T-1", "--amount", "500");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.StartsWith("""
            Played notification-omitted-once with order T-1 of shop tshop00000001:
               1  EntryTranRecruit               ok
               2  ExecTranRecruit                ok
               3  play                           ok
               4  SearchTradeMulti               ok
               5  advance PT1H                   ok
            What happened:

            """, run.Output, StringComparison.Ordinal);
        Assert.Contains(
            "  01-15 10:00:00   9  gateway -> merchant    result notification AUTH (attempt 2)", run.Output, StringComparison.Ordinal);
        Assert.EndsWith($"""
            The payment's status is AUTH.
            See {simulated.Url}/payments/{(await simulated.Transactions())[0].AccessId}
            The clock of shop tshop00000001 was advanced by PT1H. It is 2026-01-15 10:00:00 there, whatever the common clock says.
            To follow the common clock again: kantansim clock set common --shop tshop00000001

            """, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reason_of_a_notification_that_is_not_delivered_is_printed()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Send(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}", new { notifyUrl = "http://127.0.0.1:1/notify" });
        var run = await Run(simulated, "success");
        Assert.Matches(
            @"result notification AUTH \(attempt 1\) \(not delivered; next try at .*\)\n {17}Nothing listens on 127\.0\.0\.1:1",
            run.Output);
    }

    [Fact]
    public async Task Scenario_can_be_named_as_the_list_prints_it()
    {
        await using var simulated = await SimulatorFixture.Start();
        var run = await Run(simulated, "browser/browser-comes-first");
        Assert.StartsWith("Played browser-comes-first with order ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_are_named_by_options()
    {
        await using var simulated = await SimulatorFixture.Start();
        var run = await Run(simulated, "success", "--order", "a b", "--amount", "0", "--return-url", "back", "--shop", "nobody");
        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.All(
            ["--order is \"a b\"; ", "--amount is \"0\"; ", "--return-url is \"back\"; ", "--shop is \"nobody\"; "],
            part => Assert.Contains(part, run.Error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Json_is_what_the_control_API_returns_and_nothing_else()
    {
        await using var simulated = await SimulatorFixture.Start();
        var run = await Run(simulated, "success", "--json", "--no-advance");
        var played = JsonNode.Parse(run.Output)!;
        Assert.Equal((0, "success", "PLAY-1"), (run.Code, (string?)played["scenario"], (string?)played["orderId"]));
        var transaction = (await simulated.CallApi(HttpMethod.Get, $"/transactions/{played["transaction"]!["accessId"]}"))["body"];
        Assert.True(JsonNode.DeepEquals(transaction, played["transaction"]), run.Output);
    }

    [Fact]
    public async Task Step_that_gets_something_else_exits_with_1()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Send(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}", new { recruit = "None" });
        var run = await Run(simulated, "success");
        Assert.Equal(1, run.Code);
        Assert.Contains(", but the script says ok; it ends here\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_scenario_exits_with_2_and_the_nearest_names()
    {
        await using var simulated = await SimulatorFixture.Start();
        var run = await Run(simulated, "cancle");
        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.StartsWith("There is no scenario \"cancle\"; the nearest are cancel", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("; all names: kantansim scenarios list.\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Amount_that_is_no_number_is_refused_without_a_server()
    {
        var fault = await Assert.ThrowsAsync<UsageException>(() => CommandRun.Of(["trigger", "success", "--amount", "much"]));
        Assert.Contains("--amount is 'much'; allowed: a whole number.", fault.Message, StringComparison.Ordinal);
    }

    static Task<CommandRun> Run(SimulatorFixture simulated, params string[] tokens) =>
        CommandRun.Of(["trigger", .. tokens, "--url", simulated.Url]);
}
