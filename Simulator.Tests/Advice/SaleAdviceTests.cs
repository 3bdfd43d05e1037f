using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Advice;

/// <summary>Findings about what a shop knew when it sold.</summary>
public sealed class SaleAdviceTests
{
    const string Forged = "- { when: notifying, match: { status: AUTH }, then: { send: { fields: { Amount: \"1\" } } } }";
    const string NeverTold = "- { when: notifying, then: omit }";
    const string NeverBack = "- { when: returning, then: omit }";

    [Fact]
    public async Task Good_payment_has_no_findings()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Paid("AUTH");
        await simulated.SearchTrade(order);
        await simulated.CallOperation("RecruitSales", order);
        await simulated.SearchTrade(order);
        var captured = await simulated.Paid("CAPTURE", orderId: "PAID-2");
        await simulated.SearchTrade(captured);
        await simulated.CallOperation("RecruitCancel", captured);
        await simulated.Advance("P70D");
        Assert.Empty(await simulated.Advice());
    }

    [Fact]
    public async Task Sale_without_a_search_after_the_result_is_a_hint()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RequestPayment("BLIND-1");
        await simulated.SearchTrade(order);
        await simulated.PlayConsumer(order, "approve");
        await simulated.CallOperation("RecruitSales", order);
        Assert.Equal("hint: RecruitSales", await simulated.Shown("sale-without-search"));
        Assert.Equal(["Your shop sold at 09:00 without asking SearchTradeMulti after the result."],
            await simulated.Sentences("sale-without-search"));
    }

    [Fact]
    public async Task Sale_without_a_search_is_no_finding_for_a_shop_that_relies_on_notifications_or_when_an_operator_sells()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Paid("AUTH");
        await simulated.Send(HttpMethod.Post, $"/transactions/{order.AccessId}/merchant", new { action = "capture" });
        Assert.Empty(await simulated.Advice());
        await simulated.Send(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}", new { resultFrom = "notification" });
        await simulated.Paid("SALES", orderId: "PAID-2");
        await simulated.Advance("PT24H");
        Assert.Empty(await simulated.Advice());
    }

    [Fact]
    public async Task Sale_without_a_search_that_was_refused_is_no_finding()
    {
        await using var simulated = await AdviceSteps.StartWith(
            "- { when: deciding, match: { operation: RecruitSales }, then: { refuse: { errors: RC1000112 } }, times: 1 }");
        await simulated.CallOperation("RecruitSales", await simulated.Plays("REFUSED-1"));
        Assert.Empty(await simulated.Advice());
    }

    [Fact]
    public async Task Search_that_was_refused_before_the_result_is_no_search_after_it()
    {
        await using var simulated = await AdviceSteps.StartWith(
            "- { when: deciding, match: { operation: SearchTradeMulti }, then: { refuse: { errors: E92000001 } }, times: 1 }");
        var order = await simulated.RequestPayment("REFUSED-1", "played");
        Assert.Equal("E92000001", (await simulated.SearchTrade(order))["ErrInfo"]);
        await simulated.PlayConsumer(order);
        await simulated.CallOperation("RecruitSales", order);
        Assert.Single(await simulated.Advice("sale-without-search"));
    }

    [Theory]
    [InlineData(false, "tried to sell", "; the gateway answered M01054004")]
    [InlineData(true, "sold", "")]
    public async Task Sale_before_AUTH_was_told_is_an_error(bool isPaid, string did, string answer)
    {
        await using var simulated = await AdviceSteps.StartWith(NeverTold, NeverBack);
        var order = isPaid ? await simulated.Plays("EARLY-1") : await simulated.RequestPayment("EARLY-1", "played");
        await simulated.CallOperation("RecruitSales", order);
        Assert.Equal(isPaid ? "error: RecruitSales" : "error: RecruitSales refused", await simulated.Shown("sale-before-auth"));
        Assert.Equal([$"Your shop {did} at 09:00, before it was told or had asked whether the payment is AUTH{answer}."],
            await simulated.Sentences("sale-before-auth"));
    }

    [Theory]
    [InlineData("search", NeverTold, NeverBack)]
    [InlineData("nothing", NeverTold)]
    [InlineData("nothing", NeverBack)]
    public async Task Sale_after_a_search_a_notification_or_a_return_is_not_before_AUTH(string does, params string[] rules)
    {
        await using var simulated = await AdviceSteps.StartWith(rules);
        var order = await simulated.Plays("TOLD-1");
        if (does == "search") await simulated.SearchTrade(order);
        await simulated.CallOperation("RecruitSales", order);
        Assert.Empty(await simulated.Advice("sale-before-auth"));
    }

    [Theory]
    [InlineData("notification-forged-status", "the notification", "Status=AUTH", "result notification PAYFAIL (attempt 1)")]
    [InlineData("return-forged-status", "the browser's return", "Status=AUTH", "return by the browser to RetURL")]
    public async Task Sale_after_a_forged_result_is_an_error(string scenario, string teller, string field, string what)
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.CallOperation("RecruitSales", await simulated.Plays("FORGED-1", scenario));
        Assert.Equal($"error: {what}, RecruitSales refused", await simulated.Shown("sale-after-false-result"));
        Assert.Equal(
            [$"Your shop tried to sell at 09:00 because {teller} of 09:00 said AUTH, which a scenario had forged ({field}); "
                + "at the gateway the payment is PAYFAIL."],
            await simulated.Sentences("sale-after-false-result"));
        Assert.Empty(await simulated.Advice("sale-before-auth"));
    }

    [Theory]
    [InlineData(true, NeverBack)]
    [InlineData(false)]
    public async Task Sale_after_a_forged_amount_is_an_error_unless_the_return_was_true(bool isFound, params string[] rules)
    {
        await using var simulated = await AdviceSteps.StartWith([Forged, .. rules]);
        await simulated.CallOperation("RecruitSales", await simulated.Plays("FORGED-1"));
        string[] expected = isFound
            ? ["Your shop sold at 09:00 because the notification of 09:00 said AUTH, which a scenario had forged (Amount=1); "
                + "at the gateway the payment is SALES."]
            : [];
        Assert.Equal(expected, await simulated.Sentences("sale-after-false-result"));
    }

    [Fact]
    public async Task Sale_after_a_forged_failure_is_one_although_a_failure_was_told()
    {
        await using var simulated = await AdviceSteps.StartWith(
            "- { when: notifying, match: { status: AUTH }, then: { send: { fields: { Status: PAYFAIL } } } }", NeverBack);
        await simulated.CallOperation("RecruitSales", await simulated.Plays("FORGED-1"));
        Assert.Equal(["Your shop sold at 09:00 although the notification of 09:00 had said PAYFAIL."],
            await simulated.Sentences("sale-after-false-result"));
    }

    [Theory]
    [InlineData("notification-with-a-new-field")]
    [InlineData("notification-doubled-at-once")]
    [InlineData("notification-in-wrong-order")]
    public async Task Sale_after_a_true_result_is_no_error(string scenario)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Plays("TRUE-1", scenario);
        await simulated.SearchTrade(order);
        await simulated.CallOperation("RecruitSales", order);
        Assert.Empty(await simulated.Advice());
    }

    [Fact]
    public async Task Sale_after_a_failure_or_after_the_own_cancel_is_an_error()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.CallOperation("RecruitSales", await simulated.Plays("FAILED-1", "cancel"));
        var order = await simulated.Paid("AUTH", orderId: "CANCELLED-1");
        await simulated.CallOperation("RecruitCancel", order);
        await simulated.CallOperation("RecruitSales", order);
        Assert.Equal(
            ["Your shop tried to sell at 09:00 although RecruitCancel of 09:00 had said CANCEL; the gateway answered M01054004.",
                "Your shop tried to sell at 09:00 although the browser's return of 09:00 had said PAYFAIL; the gateway answered "
                    + "M01054004."],
            (await simulated.Sentences("sale-after-false-result")).Order(StringComparer.Ordinal));
    }
}
