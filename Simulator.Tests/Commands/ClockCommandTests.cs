using System.Text.Json.Nodes;
using KantanSim.Startup;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Commands;

/// <summary>The commands <c>clock</c>, <c>clock advance</c> and <c>clock set</c> against a running server.</summary>
public sealed class ClockCommandTests
{
    [Fact]
    public async Task Clock_is_shown_with_the_shops_that_have_their_own()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Advance("PT1H", TestOrder.FirstShop);
        Assert.Equal(
            new CommandRun(0, """
                The common clock stands still: 2026-01-15 09:00:00 +09:00.
                  Shop tshop00000001 has its own clock, which stands still: 2026-01-15 10:00:00 +09:00.

                """, ""),
            await Run(simulated));
    }

    [Theory]
    [InlineData("1h", "2026-01-15T01:00:00+00:00")]
    [InlineData("1d12h30m5s", "2026-01-16T12:30:05+00:00")]
    [InlineData("P20D", "2026-02-04T00:00:00+00:00")]
    [InlineData("pt90m", "2026-01-15T01:30:00+00:00")]
    public async Task Advance_takes_short_and_ISO_durations(string duration, string now)
    {
        await using var simulated = await SimulatorFixture.Start();
        var run = await Run(simulated, "advance", duration, "--json");
        Assert.Equal((0, now), (run.Code, (string?)JsonNode.Parse(run.Output)!["now"]));
    }

    [Fact]
    public async Task Advance_says_what_became_due()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.RequestPayment("CLOCK-1");
        var run = await Run(simulated, "advance", "1d");
        Assert.Equal(0, run.Code);
        Assert.StartsWith(
            "All clocks were advanced. It is 2026-01-16 09:00:00 +09:00.\n  1 term ended, ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Advance_of_a_shop_moves_its_clock_alone()
    {
        await using var simulated = await SimulatorFixture.Start();
        var run = await Run(simulated, "advance", "PT1H", "--shop", TestOrder.FirstShop);
        Assert.Equal(
            "The clock of shop tshop00000001 was advanced. It is 2026-01-15 10:00:00 +09:00.\n  Nothing was due on the way.\n", run.Output);
        Assert.Equal(DateTimeOffset.Parse("2026-01-15T00:00:00Z", null), (await simulated.Clock()).Now);
    }

    [Theory]
    [InlineData("2026-03-01T00:00:00", "The clock of shop tshop00000001 stands still: 2026-03-01 00:00:00 +09:00.\n")]
    [InlineData("manual", "The clock of shop tshop00000001 stands still: 2026-01-15 09:00:00 +09:00.\n")]
    [InlineData("common", "The clock of shop tshop00000001 stands still: 2026-01-15 09:00:00 +09:00. It follows the common clock.\n")]
    public async Task Clock_of_a_shop_is_set(string time, string says)
    {
        await using var simulated = await SimulatorFixture.Start();
        Assert.Equal(new CommandRun(0, says, ""), await Run(simulated, "set", time, "--shop", TestOrder.FirstShop));
    }

    [Fact]
    public async Task Common_clock_runs_when_it_is_set_to_real()
    {
        await using var simulated = await SimulatorFixture.Start();
        Assert.StartsWith("The common clock runs: ", (await Run(simulated, "set", "real")).Output, StringComparison.Ordinal);
        Assert.Equal("real", (await simulated.Clock()).Mode);
    }

    [Theory]
    [InlineData("clock set common", "common needs --shop: only a shop can follow the common clock.\n")]
    [InlineData("clock --shop nobody", "There is no shop \"nobody\".\n")]
    public async Task What_cannot_be_exits_with_2(string command, string says)
    {
        await using var simulated = await SimulatorFixture.Start();
        Assert.Equal(new CommandRun(2, "", says), await CommandRun.Of([.. command.Split(' '), "--url", simulated.Url]));
    }

    [Theory]
    [InlineData("clock advance tomorrow", "DURATION is 'tomorrow'; allowed: a duration such as 30s, 90m, 1h, 20d, 1d12h, PT1H or P20D.")]
    [InlineData("clock advance 5", "DURATION is '5'; allowed: a duration such as ")]
    [InlineData("clock advance -PT1H", "'-PT1H'")]
    [InlineData("clock set tomorrow", "TIME is 'tomorrow'; allowed: real, manual, common, or an ISO 8601 time such as ")]
    [InlineData("clock --url example", "--url is 'example'; allowed: an http or https URL such as http://127.0.0.1:8080.")]
    public async Task Invalid_value_is_refused_without_a_server(string command, string says)
    {
        var fault = await Assert.ThrowsAsync<UsageException>(() => CommandRun.Of(command.Split(' ')));
        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_that_is_not_reached_exits_with_3()
    {
        var run = await CommandRun.Of(["clock", "--url", "http://127.0.0.1:1"]);
        Assert.Equal((3, ""), (run.Code, run.Output));
        Assert.StartsWith("http://127.0.0.1:1 does not answer: ", run.Error, StringComparison.Ordinal);
    }

    static Task<CommandRun> Run(SimulatorFixture simulated, params string[] tokens) =>
        CommandRun.Of(["clock", .. tokens, "--url", simulated.Url]);
}
