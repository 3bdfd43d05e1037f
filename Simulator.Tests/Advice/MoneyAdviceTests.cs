using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Advice;

/// <summary>Findings about sales in time, refused sales and cancels.</summary>
public sealed class MoneyAdviceTests
{
    [Theory]
    [InlineData("P59D", false)]
    [InlineData("P60D", true)]
    public async Task Authorisation_that_lapsed_is_to_be_reviewed(string after, bool isFound)
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.SearchTrade(await simulated.Paid("AUTH"));
        await simulated.Advance(after);
        string[] expected =
            isFound ? ["The authorisation of 1000 yen ended at 09:00, and your shop had not sold or cancelled it."] : [];
        Assert.Equal(expected, await simulated.Sentences("authorisation-lapsed"));
        if (isFound) Assert.Equal("review: completion notice: AUTH", await simulated.Shown("authorisation-lapsed"));
    }

    [Fact]
    public async Task Authorisation_that_was_sold_cancelled_or_extended_is_no_finding()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Paid("SALES");
        await simulated.CallOperation("RecruitCancel", await simulated.Paid("AUTH", orderId: "PAID-2"));
        var extended = await simulated.Paid("AUTH", orderId: "PAID-3");
        await simulated.Advance("P30D");
        await simulated.CallOperation("RecruitUpdateAuth", extended);
        await simulated.Advance("P59D");
        Assert.Empty(await simulated.Advice("authorisation-lapsed"));
        await simulated.Advance("P1D");
        Assert.Equal(
            ["The authorisation of 1000 yen, last extended at 2026-02-14 09:00, ended at 09:00, and your shop had not sold or cancelled "
                + "it."],
            await simulated.Sentences("authorisation-lapsed"));
    }

    [Theory]
    [InlineData("RecruitSales")]
    [InlineData("RecruitCancel")]
    public async Task Authorisation_that_lapsed_stays_a_finding_when_the_shop_acts_too_late(string api)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Paid("AUTH");
        await simulated.Advance("P60D");
        await simulated.CallOperation(api, order);
        Assert.Equal(
            ["The authorisation of 1000 yen ended at 09:00, and your shop had not sold or cancelled it."],
            await simulated.Sentences("authorisation-lapsed"));
    }

    [Theory]
    [InlineData("P53DT23H59M", false)]
    [InlineData("P54D", true)]
    public async Task Sale_in_the_last_tenth_of_the_validity_is_a_finding(string after, bool isFound)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Paid("AUTH");
        await simulated.Advance(after);
        await simulated.CallOperation("RecruitSales", order);
        string[] expected = isFound
            ? ["Your shop sold at 09:00, in the last tenth of the authorisation's validity, which ends at 2026-03-16 09:00."]
            : [];
        Assert.Equal(expected, await simulated.Sentences("sale-late"));
        if (isFound) Assert.Equal("warning: RecruitSales", await simulated.Shown("sale-late"));
    }

    [Fact]
    public async Task Sale_is_not_late_after_an_extension_or_when_an_operator_sells()
    {
        await using var simulated = await SimulatorFixture.Start();
        var (extended, sold) = (await simulated.Paid("AUTH"), await simulated.Paid("AUTH", orderId: "PAID-2"));
        await simulated.Advance("P55D");
        await simulated.CallOperation("RecruitUpdateAuth", extended);
        await simulated.CallOperation("RecruitSales", extended);
        await simulated.Send(HttpMethod.Post, $"/transactions/{sold.AccessId}/merchant", new { action = "capture" });
        Assert.Empty(await simulated.Advice("sale-late"));
    }

    [Theory]
    [InlineData("RC1000112", "PT59M", "")]
    [InlineData("RC1000112", "PT1H", "an hour")]
    [InlineData("E82010001", "PT24H59M", "")]
    [InlineData("E82010001", "PT25H", "25 hours")]
    public async Task Refused_sale_that_nothing_follows_is_an_error(string error, string after, string span)
    {
        await using var simulated = await AdviceSteps.StartWith(Refusing(error));
        await simulated.CallOperation("RecruitSales", await simulated.Plays("REFUSED-1"));
        await simulated.Advance(after);
        var time = span == "25 hours" ? "2026-01-15 09:00" : "09:00";
        string[] expected = span.Length == 0
            ? []
            : [$"The sale of {time} was refused with {error}, and within {span} your shop neither asked SearchTradeMulti nor cancelled "
                + "or sold again."];
        Assert.Equal(expected, await simulated.Sentences("sale-refused-ignored"));
        if (span.Length > 0) Assert.Equal("error: RecruitSales refused", await simulated.Shown("sale-refused-ignored"));
    }

    [Theory]
    [InlineData("SearchTradeMulti")]
    [InlineData("RecruitCancel")]
    [InlineData("RecruitSales")]
    [InlineData("operator")]
    public async Task Refused_sale_that_is_followed_up_is_no_error_even_late(string follows)
    {
        await using var simulated = await AdviceSteps.StartWith(Refusing("RC1000112"));
        var order = await simulated.Plays("REFUSED-1");
        await simulated.CallOperation("RecruitSales", order);
        await simulated.Advance("PT2H");
        Assert.Single(await simulated.Advice("sale-refused-ignored"));
        if (follows == "SearchTradeMulti") await simulated.SearchTrade(order);
        else if (follows != "operator") await simulated.CallOperation(follows, order);
        else await simulated.Send(HttpMethod.Post, $"/transactions/{order.AccessId}/merchant", new { action = "cancel" });
        Assert.Empty(await simulated.Advice("sale-refused-ignored"));
    }

    [Theory]
    [InlineData("M01")]
    [InlineData("E01")]
    public async Task Sale_after_the_validity_that_nothing_follows_is_to_be_reviewed(string family)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("LATE-1", shop: await simulated.AddsShop("family", ("CodeFamily", family)));
        await simulated.Advance("P60D");
        await simulated.CallOperation("RecruitSales", order);
        await simulated.Advance("PT1H");
        Assert.Equal("review: RecruitSales refused", await simulated.Shown("sale-refused-ignored"));
    }

    [Fact]
    public async Task Cancel_of_a_cancelled_payment_is_a_finding()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Paid("SALES");
        await simulated.CallOperation("RecruitCancel", order);
        await simulated.Advance("PT5M");
        await simulated.CallOperation("RecruitCancel", order);
        Assert.Equal("warning: RecruitCancel, RecruitCancel refused", await simulated.Shown("cancel-repeated"));
        Assert.Equal(
            ["RecruitCancel had answered CANCEL at 09:00, and your shop called RecruitCancel again at 09:05; the gateway answered M01054004."],
            await simulated.Sentences("cancel-repeated"));
    }

    [Theory]
    [InlineData("- { when: deciding, match: { operation: RecruitCancel }, then: { refuse: { errors: RC1000110 } }, times: 1 }", false)]
    [InlineData("- { when: answering, match: { operation: RecruitCancel }, then: drop, times: 1 }", true)]
    public async Task Cancel_after_a_refused_or_lost_one_is_not_repeated(string rule, bool isLost)
    {
        await using var simulated = await AdviceSteps.StartWith(rule);
        var order = await simulated.Plays("AGAIN-1");
        if (isLost) await simulated.CallLost("RecruitCancel", order);
        else await simulated.CallOperation("RecruitCancel", order);
        await simulated.CallOperation("RecruitCancel", order);
        Assert.Empty(await simulated.Advice("cancel-repeated"));
    }

    static string Refusing(string error) =>
        $"- {{ when: deciding, match: {{ operation: RecruitSales }}, then: {{ refuse: {{ errors: {error} }} }}, times: 1 }}";
}
