using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Advice;

/// <summary>Findings about amounts that a shop changed.</summary>
public sealed class AmountAdviceTests
{
    [Theory]
    [InlineData("SALES", "review: RecruitSales, RecruitChange refused")]
    [InlineData("CAPTURE", "review: RecruitChange refused")]
    public async Task Amount_raised_after_the_sale_is_to_be_reviewed(string status, string shown)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Paid(status);
        await simulated.CallOperation("RecruitChange", order, ("Amount", "900"));
        await simulated.CallOperation("RecruitChange", order, ("Amount", "900"), ("Tax", "90"));
        Assert.Equal(shown, await simulated.Shown("amount-raised-after-sale"));
        Assert.Equal(["Your shop raised the amount from 900 to 990 yen at 09:00, after the sale; the gateway answered M01234010."],
            await simulated.Sentences("amount-raised-after-sale"));
    }

    [Fact]
    public async Task Amount_raised_after_the_sale_is_to_be_reviewed_even_when_the_gateway_accepts_it()
    {
        await using var simulated = await SimulatorFixture.Start();
        var shop = await simulated.AddsShop("upward", ("ChangeUpward", "true"));
        var order = await simulated.Pay("UP-1", "CAPTURE", shop: shop);
        await simulated.CallOperation("RecruitChange", order, ("Amount", "1500"));
        Assert.Equal(["Your shop raised the amount from 1000 to 1500 yen at 09:00, after the sale."],
            await simulated.Sentences("amount-raised-after-sale"));
    }

    [Theory]
    [InlineData("M01")]
    [InlineData("E01")]
    public async Task Amount_that_is_raised_after_the_cancel_is_no_finding(string family)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("GONE-1", "CAPTURE", shop: await simulated.AddsShop("family", ("CodeFamily", family)));
        await simulated.CallOperation("RecruitCancel", order);
        await simulated.CallOperation("RecruitChange", order, ("Amount", "1500"));
        Assert.Empty(await simulated.Advice("amount-raised-after-sale"));
    }

    [Fact]
    public async Task Amount_lowered_or_raised_before_the_sale_is_no_finding()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Paid("AUTH");
        await simulated.CallOperation("RecruitChange", order, ("Amount", "1100"));
        await simulated.CallOperation("RecruitSales", order);
        await simulated.CallOperation("RecruitChange", order, ("Amount", "900"));
        Assert.Empty(await simulated.Advice("amount-raised-after-sale"));
    }

    [Theory]
    [InlineData("T7-1")]
    [InlineData("T7-2")]
    public async Task Another_amount_than_that_of_the_failed_try_is_a_hint(string again)
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Plays("T7", "cancel");
        await simulated.Pay(again, amount: 1200);
        Assert.Equal("hint: EntryTranRecruit", await simulated.Shown("amount-differs-from-earlier-try"));
        Assert.Equal([$"{again} asked for 1200 yen, and the earlier try T7 (PAYFAIL) asked for 1000 yen."],
            await simulated.Sentences("amount-differs-from-earlier-try"));
    }

    [Fact]
    public async Task Amount_that_is_changed_later_is_no_other_amount()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Plays("T7", "cancel");
        var order = await simulated.Pay("T7-2");
        await simulated.CallOperation("RecruitChange", order, ("Amount", "900"));
        Assert.Empty(await simulated.Advice("amount-differs-from-earlier-try"));
    }

    [Fact]
    public async Task Orders_that_count_up_are_no_tries_although_they_have_the_same_item_and_reference()
    {
        await using var simulated = await SimulatorFixture.Start();
        foreach (var (order, amount) in new[] { ("ORD-1", 1000), ("ORD-2", 900) })
        {
            var registered = await simulated.RegisterPayment(order, "cancel", amount: amount);
            (string, string)[] fields = [("RetURL", $"{simulated.Merchant.Url}/return"), ("ItemName", "pot"), ("ClientField1", "web")];
            await simulated.CallOperation("ExecTranRecruit", registered, fields);
            await simulated.PlayConsumer(registered);
        }
        Assert.Empty(await simulated.Advice("amount-differs-from-earlier-try"));
    }

    [Theory]
    [InlineData("T7", "T7-2", 1000, TestOrder.FirstShop)]
    [InlineData("T7", "T7-2", 1200, "other")]
    [InlineData("T7-1", "T7-2", 1200, TestOrder.FirstShop)]
    [InlineData("T7", "T7-002", 1200, TestOrder.FirstShop)]
    [InlineData("T7-2", "T7", 1200, TestOrder.FirstShop)]
    public async Task Orders_that_only_count_up_or_of_another_shop_or_of_one_amount_are_no_finding(
        string first, string second, int amount, string shop)
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.AddsShop("other");
        await simulated.Plays(first, "cancel");
        await simulated.Pay(second, amount: amount, shop: shop);
        Assert.Empty(await simulated.Advice("amount-differs-from-earlier-try"));
    }

    [Fact]
    public async Task Another_amount_than_that_of_a_paid_order_is_no_finding()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Pay("T7");
        await simulated.Pay("T7-2", amount: 1200);
        Assert.Empty(await simulated.Advice("amount-differs-from-earlier-try"));
    }
}
