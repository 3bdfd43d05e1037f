using System.Text.Json.Nodes;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Commands;

/// <summary>The commands <c>shop add</c>, <c>shop list</c> and <c>shop delete</c> against a running server.</summary>
public sealed class ShopCommandTests
{
    [Fact]
    public async Task Added_shop_is_printed_with_what_a_program_needs()
    {
        await using var simulated = await SimulatorFixture.Start();
        var run = await Run(simulated, "add", "--id", "mine1", "--pass", "secret1", "--notify-url", "http://127.0.0.1:3000/notify");
        Assert.Equal(
            new CommandRun(0, $"""
                Shop mine1 was added.
                  ShopID     mine1
                  ShopPass   secret1
                  gateway    {simulated.Url}/payment/
                  dashboard  {simulated.Url}/shops/mine1
                  notified   http://127.0.0.1:3000/notify

                """, ""),
            run);
        Assert.Equal("secret1", (await simulated.ShopById("mine1")).ShopPass);
    }

    [Fact]
    public async Task Every_option_of_add_reaches_the_server()
    {
        await using var simulated = await SimulatorFixture.Start();
        var run = await Run(
            simulated, "add", "--name", "Cups", "--scenario", "cancel", "--members", "own", "--expires-in", "2h", "--json");
        var shop = JsonNode.Parse(run.Output)!;
        Assert.Equal(
            ("Cups", "cancel", "own", true),
            ((string?)shop["name"], (string?)shop["scenario"], (string?)shop["members"], shop["expiresAt"] is not null));
        var served = (await simulated.CallApi(HttpMethod.Get, $"/shops/{shop["shopId"]}"))["body"];
        Assert.True(JsonNode.DeepEquals(served, shop), run.Output);
    }

    [Fact]
    public async Task Faults_of_a_new_shop_are_named_together_and_exit_with_2()
    {
        await using var simulated = await SimulatorFixture.Start();
        var run = await Run(simulated, "add", "--id", "much-too-long-id", "--notify-url", "nowhere");
        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Contains("--id is \"much-too-long-id\"; allowed: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("--notify-url is \"nowhere\"; allowed: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notification_URL_that_the_settings_do_not_allow_is_warned_of()
    {
        await using var simulated = await SimulatorFixture.Start();
        var run = await Run(simulated, "add", "--notify-url", "http://192.0.2.1/notify");
        Assert.Equal(0, run.Code);
        Assert.StartsWith(
            "Warning: unless the server has other settings, no notification will be sent there. The host 192.0.2.1 is not among those that "
                + "KantanSim:NotifyAllow allows (", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_has_one_line_for_each_shop()
    {
        await using var simulated = await SimulatorFixture.Start();
        await Run(simulated, "add", "--id", "mine2", "--scenario", "cancel");
        var run = await Run(simulated, "list");
        Assert.Equal(0, run.Code);
        Assert.Contains("\nmine2          kantansim1  no notifications  plays cancel\n", "\n" + run.Output, StringComparison.Ordinal);
        var json = await Run(simulated, "list", "--json");
        Assert.Equal(2, JsonNode.Parse(json.Output)!.AsArray().Count);
    }

    [Fact]
    public async Task Deleted_shop_is_gone()
    {
        await using var simulated = await SimulatorFixture.Start();
        await Run(simulated, "add", "--id", "mine3");
        Assert.Equal(
            new CommandRun(0, "Shop mine3 was deleted. Its payments stay until a reset.\n", ""), await Run(simulated, "delete", "mine3"));
        Assert.Equal(new CommandRun(2, "", "There is no shop \"mine3\".\n"), await Run(simulated, "delete", "mine3"));
    }

    static Task<CommandRun> Run(SimulatorFixture simulated, params string[] tokens) =>
        CommandRun.Of(["shop", .. tokens, "--url", simulated.Url]);
}
