using System.Text.Json.Nodes;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Commands;

/// <summary>The command <c>arm</c> against a running server.</summary>
public sealed class ArmCommandTests
{
    [Fact]
    public async Task Armed_scenario_is_played_by_the_next_payments()
    {
        await using var simulated = await SimulatorFixture.Start();
        var run = await Run(simulated, "cancel", "--times", "2", "--order", "ARM-*");
        Assert.Equal(
            new CommandRun(0, "The next 2 payments of shop tshop00000001 whose OrderID matches ARM-* will play cancel.\n", ""), run);
        var armed = Assert.Single(await simulated.ArmedScenarios());
        Assert.Equal(("cancel", 2, "ARM-*"), (armed.Scenario, armed.Times, armed.OrderId));
    }

    [Fact]
    public async Task Json_is_what_the_control_API_returns()
    {
        await using var simulated = await SimulatorFixture.Start();
        var run = await Run(simulated, "cancel", "--shop", "*", "--json");
        var armed = (await simulated.CallApi(HttpMethod.Get, "/scenarios/armed"))["body"]!["items"]![0];
        Assert.True(JsonNode.DeepEquals(armed, JsonNode.Parse(run.Output)), run.Output);
    }

    [Fact]
    public async Task Scenario_can_be_named_as_the_list_prints_it()
    {
        await using var simulated = await SimulatorFixture.Start();
        var run = await Run(simulated, "browser/browser-comes-first");
        Assert.Equal("The next payment of shop tshop00000001 will play browser-comes-first.\n", run.Output);
    }

    [Fact]
    public async Task Shop_that_has_to_be_named_is_asked_for_by_its_option()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.AddsShop("other1");
        var run = await Run(simulated, "cancel");
        Assert.StartsWith(
            "--shop is missing; allowed: one of other1, tshop00000001, or \"*\" for any shop; ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_scenario_exits_with_2_and_a_suggestion()
    {
        await using var simulated = await SimulatorFixture.Start();
        var run = await Run(simulated, "cancle");
        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Contains("SCENARIO is \"cancle\"; ", run.Error, StringComparison.Ordinal);
        Assert.Contains("cancel", run.Error, StringComparison.Ordinal);
        Assert.Contains("all names: kantansim scenarios list", run.Error, StringComparison.Ordinal);
    }

    static Task<CommandRun> Run(SimulatorFixture simulated, params string[] tokens) =>
        CommandRun.Of(["arm", .. tokens, "--url", simulated.Url]);
}
