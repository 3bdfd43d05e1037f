using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Mcp;

/// <summary>A client plays payments with the tools, as a coding agent does.</summary>
public sealed class McpPaymentTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("2025-06-18")]
    public async Task Whole_payment_is_played_with_the_tools(string? revision)
    {
        await using var simulated = await SimulatorFixture.Start(settings: McpConnection.SwitchedOn);
        await using var tools = await McpConnection.Open(simulated, revision: revision);

        var (armed, _) = await tools.Call("arm_scenario", new { scenario = "card-is-refused", orderId = "BAD-*" });
        Assert.Contains("Armed card-is-refused", armed, StringComparison.Ordinal);
        await simulated.RequestPayment("BAD-1");
        await tools.Call("play_consumer", new { id = "BAD-1", action = "play" });
        var (_, failed) = await tools.Call("wait_for_payment", new { id = "BAD-1", status = "PAYFAIL" });
        Assert.Equal("PAYFAIL", (string?)failed["status"]);

        var order = await simulated.RequestPayment("GOOD-1");
        var (consumer, _) = await tools.Call("play_consumer", new { id = order.AccessId, action = "approve", points = "100" });
        Assert.Contains("AUTH", consumer, StringComparison.Ordinal);
        await tools.Call("wait_for_payment", new { id = order.AccessId, status = "AUTH", step = 9 });
        await simulated.CallOperation("RecruitSales", order);
        var (advanced, clock) = await tools.Call("advance_clock", new { by = "P30D" });
        Assert.Contains("deposited: 1.", advanced, StringComparison.Ordinal);
        Assert.Equal(1, (int)clock["happened"]!["deposited"]!["count"]!);
        var (advice, _) = await tools.Call("get_advice", new { id = "GOOD-1" });
        Assert.Contains("sale-without-search", advice, StringComparison.Ordinal);
        Assert.Contains(" Fix: ", advice, StringComparison.Ordinal);

        var (list, page) = await tools.Call("list_payments", new { outcome = "paid" });
        Assert.Contains("Order GOOD-1 of shop tshop00000001: SALES", list, StringComparison.Ordinal);
        Assert.Single(page["items"]!.AsArray());
    }

    [Fact]
    public async Task Explanation_says_what_happened_why_and_what_is_possible()
    {
        await using var simulated = await SimulatorFixture.Start(settings: McpConnection.SwitchedOn);
        await using var tools = await McpConnection.Open(simulated);
        var order = await simulated.RequestPayment("WHY-1", "card-is-refused");
        var (waiting, _) = await tools.Call("explain_payment", new { id = "WHY-1" });
        Assert.Contains("Requested. The consumer has not come yet.", waiting, StringComparison.Ordinal);
        Assert.Contains("- the consumer decides: play_consumer", waiting, StringComparison.Ordinal);
        Assert.Contains("[2] merchant to gateway: EntryTranRecruit", waiting, StringComparison.Ordinal);
        Assert.DoesNotContain(order.AccessPass, waiting, StringComparison.Ordinal);

        await tools.Call("play_consumer", new { id = "WHY-1", action = "play" });
        var (text, data) = await tools.Call("explain_payment", new { id = order.AccessId });
        Assert.Contains("PAYFAIL", text, StringComparison.Ordinal);
        Assert.Contains("Why this scenario: ", text, StringComparison.Ordinal);
        Assert.NotEmpty(data["causes"]!.AsArray());
        Assert.Equal("WHY-1", (string?)data["payment"]!["orderId"]);
    }

    [Fact]
    public async Task Wait_answers_when_the_shop_registers_the_order()
    {
        await using var simulated = await SimulatorFixture.Start(settings: McpConnection.SwitchedOn);
        await using var tools = await McpConnection.Open(simulated);
        var waiting = tools.Call("wait_for_payment", new { id = "LATER-1", timeoutSeconds = 300 });
        await simulated.RegisterPayment("LATER-1");
        Assert.Equal("UNPROCESSED", (string?)(await waiting.WithHangGuard()).Data["status"]);
    }

    [Fact]
    public async Task Scenarios_are_found_by_a_word_of_their_description()
    {
        await using var simulated = await SimulatorFixture.Start(settings: McpConnection.SwitchedOn);
        await using var tools = await McpConnection.Open(simulated);
        var (text, data) = await tools.Call("list_scenarios", new { search = "GARBLED" });
        Assert.Contains("sale-answer-garbled: ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("card-is-refused: ", text, StringComparison.Ordinal);
        Assert.Contains("sale-answer-garbled", data["items"]!.AsArray().Select(item => (string?)item!["name"]));
    }

    [Fact]
    public async Task Scenario_is_played_in_the_place_of_the_shop()
    {
        await using var simulated = await SimulatorFixture.Start(settings: McpConnection.SwitchedOn);
        await using var tools = await McpConnection.Open(simulated);
        var (text, data) = await tools.Call("play_scenario", new { scenario = "card-is-refused", orderId = "PLAYED-1" });
        Assert.Contains("Played card-is-refused to the end of its script.", text, StringComparison.Ordinal);
        Assert.True((bool)data["complete"]!);
        var (notified, _) = await tools.Call("list_notifications", new { id = "PLAYED-1", state = "delivered" });
        Assert.Contains("PAYFAIL of order PLAYED-1", notified, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_call_is_found_and_explained()
    {
        await using var simulated = await SimulatorFixture.Start(settings: McpConnection.SwitchedOn);
        await using var tools = await McpConnection.Open(simulated);
        await simulated.Call("EntryTranRecruit", null, ("ShopID", "tshop00000001"), ("ShopPass", "wrong"), ("OrderID", "NO-1"));
        var (list, page) = await tools.Call("list_calls", new { outcome = "refused" });
        Assert.Contains("EntryTranRecruit: refused", list, StringComparison.Ordinal);
        var (text, _) = await tools.Call("explain_call", new { number = (int)page["items"]![0]!["id"]! });
        Assert.Contains("Error codes:", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ShopPass=wrong", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Added_shop_has_payments_and_findings_of_its_own()
    {
        await using var simulated = await SimulatorFixture.Start(settings: McpConnection.SwitchedOn);
        await using var tools = await McpConnection.Open(simulated);
        var (_, shop) = await tools.Call("add_shop", new { shopId = "mine", notifyUrl = $"{simulated.Merchant.Url}/notify" });
        Assert.Equal("kantansim1", (string?)shop["shopPass"]);
        await simulated.RequestPayment("SAME-1", shop: "mine");
        await simulated.RequestPayment("SAME-1");
        var (text, _) = await tools.Call("explain_payment", new { id = "SAME-1", shopId = "mine" });
        Assert.StartsWith("Order SAME-1 of shop mine: REQSUCCESS", text, StringComparison.Ordinal);
        Assert.Contains("tshop00000001", await tools.ErrorOf("explain_payment", new { id = "SAME-1" }), StringComparison.Ordinal);
    }
}
