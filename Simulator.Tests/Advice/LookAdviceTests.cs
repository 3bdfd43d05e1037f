using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Advice;

/// <summary>Findings about searches that a shop made too often, too late or not at all.</summary>
public sealed class LookAdviceTests
{
    const string SaleLost = "- { when: answering, match: { operation: RecruitSales }, then: drop, times: 1 }";

    [Fact]
    public async Task Same_sale_again_after_a_lost_answer_is_an_error()
    {
        await using var simulated = await AdviceSteps.StartWith(SaleLost);
        var order = await simulated.Plays("AGAIN-1");
        await simulated.SearchTrade(order);
        await simulated.CallLost("RecruitSales", order);
        await simulated.CallOperation("RecruitSales", order);
        Assert.Equal("error: RecruitSales, RecruitSales refused", await simulated.Shown("lost-answer-repeated"));
        Assert.Equal(
            ["The connection of RecruitSales broke at 09:00, and your shop called it again at 09:00 without asking SearchTradeMulti; "
                + "the gateway answered M01054004."],
            await simulated.Sentences("lost-answer-repeated"));
    }

    [Fact]
    public async Task Same_sale_again_is_no_error_after_a_search()
    {
        await using var simulated = await AdviceSteps.StartWith(SaleLost);
        var order = await simulated.Plays("AGAIN-1");
        await simulated.SearchTrade(order);
        await simulated.CallLost("RecruitSales", order);
        await simulated.SearchTrade(order);
        await simulated.CallOperation("RecruitSales", order);
        Assert.Empty(await simulated.Advice());
    }

    [Fact]
    public async Task Registration_or_change_may_be_repeated_after_a_lost_answer()
    {
        await using var simulated = await AdviceSteps.StartWith(
            "- { when: received, match: { operation: EntryTranRecruit }, then: drop, times: 1 }",
            "- { when: answering, match: { operation: RecruitChange }, then: drop, times: 1 }");
        await Assert.ThrowsAsync<HttpRequestException>(() => simulated.RegisterPayment("TWICE-1", "played"));
        var order = await simulated.Plays("TWICE-1");
        await simulated.SearchTrade(order);
        await simulated.CallLost("RecruitChange", order, ("Amount", "900"));
        await simulated.CallOperation("RecruitChange", order, ("Amount", "900"));
        await simulated.Advance("PT2H");
        Assert.Empty(await simulated.Advice());
    }

    [Fact]
    public async Task Notification_is_enough_after_a_lost_answer_for_a_shop_that_relies_on_notifications()
    {
        await using var simulated = await AdviceSteps.StartWith(SaleLost);
        await simulated.Send(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}", new { resultFrom = "notification" });
        await simulated.CallLost("RecruitSales", await simulated.Plays("TOLD-1"));
        await simulated.Advance("PT2H");
        Assert.Empty(await simulated.Advice());
    }

    [Theory]
    [InlineData(7, false)]
    [InlineData(8, true)]
    public async Task More_than_seven_searches_at_once_are_a_hint(int searches, bool isFound)
    {
        await using var simulated = await SimulatorFixture.StartAt(new(DateTimeOffset.UtcNow));
        var order = await simulated.Paid("AUTH");
        for (var search = 0; search < searches; search++) await simulated.SearchTrade(order);
        string[] expected = isFound
            ? ["Your shop asked SearchTradeMulti for PAID-1 8 times within 1 second at 09:00; once a second is enough."]
            : [];
        Assert.Equal(expected, await simulated.Sentences("search-too-often"));
        var shown = string.Join(", ", Enumerable.Repeat("SearchTradeMulti", 8));
        if (isFound) Assert.Equal($"hint: {shown}", await simulated.Shown("search-too-often"));
    }

    [Theory]
    [InlineData("PT23H59M", false)]
    [InlineData("PT24H", true)]
    public async Task Result_that_was_not_looked_for_in_a_day_is_a_hint(string after, bool isFound)
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Paid("CAPTURE");
        await simulated.Advance(after);
        string[] expected = isFound
            ? ["The consumer paid at 2026-01-15 09:00, and your shop did not get the result from SearchTradeMulti within 24 hours."]
            : [];
        Assert.Equal(expected, await simulated.Sentences("result-not-looked-for"));
        if (isFound) Assert.Equal("hint: completion notice: CAPTURE", await simulated.Shown("result-not-looked-for"));
    }

    [Fact]
    public async Task Result_counts_as_looked_for_after_a_search_or_a_sale()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.SearchTrade(await simulated.Paid("CAPTURE"));
        await simulated.Paid("SALES", orderId: "PAID-2");
        await simulated.Plays("FAILED-1", "cancel");
        var late = await simulated.RequestPayment("PAID-3");
        // Refused, and before the payment.
        await simulated.Call("SearchTradeMulti", null, ("ShopID", late.ShopId), ("OrderID", late.OrderId), ("PayType", "24"));
        await simulated.PlayConsumer(late, "approve");
        await simulated.Advance("PT24H");
        Assert.Equal(["PAID-3"], (await simulated.Advice("result-not-looked-for")).Select(finding => finding.OrderId));
        await simulated.SearchTrade(late);
        Assert.Empty(await simulated.Advice("result-not-looked-for"));
    }
}
