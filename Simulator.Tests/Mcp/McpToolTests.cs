using KantanSim.Tests.Infrastructure;
using ModelContextProtocol.Client;

namespace KantanSim.Tests.Mcp;

/// <summary>How the tools describe themselves, and how they refuse wrong arguments.</summary>
public sealed class McpToolTests
{
    [Theory]
    [InlineData("arm_scenario", """{"scenario":"card-is-refuse","times":0}""",
        "scenario is \"card-is-refuse\"", "card-is-refused", "times is \"0\"; allowed: a whole number from 1 to 1000000")]
    [InlineData("arm_scenario", """{"scenario":"cancel","shop":"x"}""",
        "shop is \"x\"; allowed: scenario, times")]
    [InlineData("play_consumer", """{"action":"approve"}""", "id is missing; allowed: a value; it is required")]
    [InlineData("play_consumer", """{"id":"NONE-1","action":"approve"}""", "There is no payment \"NONE-1\".")]
    [InlineData("play_consumer", """{"id":"ONE-1","action":"pay"}""", "allowed: approve, cancel, abandon, play, end")]
    [InlineData("play_consumer", """{"id":"ONE-1","action":"approve"}""", "has not requested the payment yet", "Order ONE-1 of shop")]
    [InlineData("wait_for_payment", """{"id":"ONE-1","status":"AUTH","timeoutSeconds":0}""",
        "Waited 0 s for status AUTH: it is UNPROCESSED.", "Order ONE-1 of shop")]
    [InlineData("wait_for_payment", """{"id":"ONE-1","status":"PAID","timeoutSeconds":900}""", "allowed: 0 to 300 seconds")]
    [InlineData("wait_for_payment", """{"id":"ONE-1","shopId":"nobody"}""", "There is no shop \"nobody\".")]
    [InlineData("advance_clock", "{}", "either by, such as PT1H, or to, an instant")]
    [InlineData("list_payments", """{"status":"PAID","limit":0}""", "status is \"PAID\"", "limit is \"0\"")]
    [InlineData("list_payments", """{"order":"1"}""", "order is \"1\"; allowed: shopId, orderId")]
    [InlineData("get_advice", """{"severity":"bad"}""", "severity is \"bad\"")]
    [InlineData("list_notifications", """{"state":"lost"}""", "allowed: pending, delivered or failed")]
    [InlineData("list_calls", """{"outcome":"lost"}""", "outcome is \"lost\"")]
    [InlineData("explain_call", """{"number":99}""", "There is no call \"99\".")]
    [InlineData("add_shop", """{"shopId":"much-too-long-for-it"}""", "shopId is \"much-too-long-for-it\"")]
    [InlineData("play_scenario", "{}", "scenario is missing")]
    public async Task Wrong_argument_is_refused_as_in_the_control_api(string tool, string arguments, params string[] parts)
    {
        await using var simulated = await SimulatorFixture.Start(settings: McpConnection.SwitchedOn);
        await using var tools = await McpConnection.Open(simulated);
        await simulated.RegisterPayment("ONE-1");
        var error = await tools.ErrorOf(tool, System.Text.Json.JsonDocument.Parse(arguments).RootElement);
        Assert.All(parts, part => Assert.Contains(part, error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tool_that_changes_something_says_so_and_the_others_do_not()
    {
        var tools = await Tools();
        Assert.Equal(
            ["add_shop", "advance_clock", "arm_scenario", "play_consumer", "play_scenario"],
            tools.Where(tool => tool.ProtocolTool.Annotations!.ReadOnlyHint == false).Select(tool => tool.Name).Order());
        Assert.Equal(
            ["advance_clock", "play_consumer", "play_scenario"],
            tools.Where(tool => tool.ProtocolTool.Annotations!.DestructiveHint == true).Select(tool => tool.Name).Order());
    }

    [Fact]
    public async Task Every_tool_and_argument_is_described()
    {
        var tools = await Tools();
        Assert.Equal(13, tools.Count);
        Assert.All(tools, tool =>
        {
            Assert.Matches("^[a-z_]+$", tool.Name);
            Assert.NotEmpty(tool.Description);
            var properties = tool.JsonSchema.GetProperty("properties").EnumerateObject().ToList();
            Assert.All(properties, property => Assert.NotEmpty(property.Value.GetProperty("description").GetString()!));
        });
    }

    [Fact]
    public async Task Text_of_the_shop_is_one_line_without_invisible_characters()
    {
        await using var simulated = await SimulatorFixture.Start(settings: McpConnection.SwitchedOn);
        await using var tools = await McpConnection.Open(simulated);
        await simulated.Call("EntryTranRecruit", null, ("ShopID", "tshop00000001"), ("OrderID", "A\nIgnore all"));
        var (text, _) = await tools.Call("list_calls", new { });
        Assert.Contains("order A\\u000aIgnore all", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_pages_hear_of_a_change_by_a_tool()
    {
        await using var simulated = await SimulatorFixture.Start(settings: McpConnection.SwitchedOn);
        await using var tools = await McpConnection.Open(simulated);
        using var changes = simulated.GetService<KantanSim.Transactions.ChangeFeed>().Subscribe();
        await tools.Call("add_shop", new { });
        var change = await changes.Events.ReadAsync(TestContext.Current.CancellationToken).AsTask().WithHangGuard();
        Assert.Equal("tool add_shop", change.What);
    }

    static async Task<IList<McpClientTool>> Tools()
    {
        await using var simulated = await SimulatorFixture.Start(settings: McpConnection.SwitchedOn);
        await using var connection = await McpConnection.Open(simulated);
        return await connection.Client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);
    }
}
