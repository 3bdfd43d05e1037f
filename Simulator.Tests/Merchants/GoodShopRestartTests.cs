namespace KantanSim.Tests.Merchants;

/// <summary>A good shop goes on where it was, whenever it is killed.</summary>
public sealed class GoodShopRestartTests(GoodShopFixture shared) : IClassFixture<GoodShopFixture>
{
    static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Theory, MemberData(nameof(GoodShopFixture.Styles), MemberType = typeof(GoodShopFixture))]
    public async Task A_payment_is_known_when_the_shop_is_killed_after_its_answer(string style)
    {
        await using var visit = await shared.Visit(style);
        await visit.Buy();
        await visit.ConsumeOnly("approve");
        await visit.Shop.Restart();
        await visit.Pass(Day);
        Assert.Equal(ShopOrderState.Paid, visit.Order.State);
        await visit.AssertAgrees(shared.Simulated);
    }

    [Theory, MemberData(nameof(GoodShopFixture.Styles), MemberType = typeof(GoodShopFixture))]
    public async Task A_registration_is_searched_when_the_shop_was_killed_during_it(string style)
    {
        await using var visit = await shared.Visit(style);
        await visit.Arm("registration-hangs");
        await KillDuring(visit, visit.Shop.Place());
        await visit.Settle();
        Assert.True(visit.Order.CanPay, visit.ToString());
        Assert.StartsWith("SearchTradeMulti", visit.Shop.Records.Log[1].What, StringComparison.Ordinal);
        await visit.AssertAgrees(shared.Simulated);
    }

    [Theory]
    [InlineData("notification only")]
    [InlineData("search polling only")]
    [InlineData("return plus search")]
    [InlineData("queued notifications")]
    public async Task A_sale_is_not_repeated_when_the_shop_was_killed_during_it(string style)
    {
        await using var visit = await shared.Visit(style);
        await visit.Arm("sale-answer-hangs");
        await visit.Buy();
        await visit.Consume();
        await visit.Pass(Day);
        await KillDuring(visit, visit.Shop.Ship(visit.Order.OrderId));
        await visit.Settle();
        Assert.Equal(ShopOrderState.Shipped, visit.Order.State);
        // The call that was killed has no outcome in the log, and there was no other.
        Assert.Equal(0, visit.Count(visit.Order, "RecruitSales"));
        await visit.AssertAgrees(shared.Simulated);
    }

    static async Task KillDuring(ShopVisit visit, Task work)
    {
        await visit.IsHanging(work);
        await visit.Shop.Restart();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
        await visit.IsAborted();
    }
}
