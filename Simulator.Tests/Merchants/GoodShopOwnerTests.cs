namespace KantanSim.Tests.Merchants;

/// <summary>What the owner of a good shop does, in every style.</summary>
public sealed class GoodShopOwnerTests(GoodShopFixture shared) : IClassFixture<GoodShopFixture>
{
    static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Theory, MemberData(nameof(GoodShopFixture.Styles), MemberType = typeof(GoodShopFixture))]
    public async Task An_order_is_shipped_once_when_ship_is_pressed_twice_at_once(string style)
    {
        await using var visit = await Paid(style);
        await visit.Own(id => Task.WhenAll(visit.Shop.Ship(id), visit.Shop.Ship(id)));
        await visit.Pass(Day);
        await visit.Own(visit.Shop.Ship);
        await visit.Pass(Day);
        Assert.Equal(ShopOrderState.Shipped, visit.Order.State);
        Assert.Equal(visit.Order.JobCd == "AUTH" ? 1 : 0, visit.Count(visit.Order, "RecruitSales"));
        await visit.AssertAgrees(shared.Simulated);
    }

    [Theory, MemberData(nameof(GoodShopFixture.Styles), MemberType = typeof(GoodShopFixture))]
    public async Task A_payment_is_refunded_when_the_consumer_pays_after_the_cancel(string style)
    {
        await using var visit = await shared.Visit(style);
        await visit.Buy();
        await visit.Own(visit.Shop.Cancel);
        await visit.Consume("approve");
        await visit.Pass(Day);
        Assert.Equal(ShopOrderState.Cancelled, visit.Order.State);
        Assert.Equal(1, visit.Count(visit.Order, "RecruitCancel"));
        await visit.AssertAgrees(shared.Simulated);
    }

    [Theory, MemberData(nameof(GoodShopFixture.Styles), MemberType = typeof(GoodShopFixture))]
    public async Task A_registration_is_not_repeated_when_the_order_is_cancelled(string style)
    {
        await using var visit = await shared.Visit(style);
        await visit.Arm("unavailable-three-times");
        await visit.OverWaits(visit.Shop.Place());
        await visit.Own(visit.Shop.Cancel);
        Assert.Equal(ShopOrderState.Failed, visit.Order.State);
        Assert.Equal(1, visit.Count(visit.Order, "EntryTranRecruit"));
    }

    [Theory, MemberData(nameof(GoodShopFixture.Styles), MemberType = typeof(GoodShopFixture))]
    public async Task An_order_is_not_shipped_when_it_is_cancelled_at_the_same_time(string style)
    {
        await using var visit = await Paid(style);
        await visit.Own(id => Task.WhenAll(visit.Shop.Cancel(id), visit.Shop.Ship(id)));
        await visit.Pass(Day);
        Assert.Equal(ShopOrderState.Cancelled, visit.Order.State);
        Assert.Null(visit.Order.ShippedAt);
        await visit.AssertAgrees(shared.Simulated);
    }

    [Theory, MemberData(nameof(GoodShopFixture.Styles), MemberType = typeof(GoodShopFixture))]
    public async Task The_new_price_is_charged_when_the_order_is_shipped(string style)
    {
        await using var visit = await Paid(style);
        await visit.Own(id => visit.Shop.Reprice(id, 900));
        await visit.Own(visit.Shop.Ship);
        await visit.Pass(Day);
        Assert.Equal((ShopOrderState.Shipped, 900), (visit.Order.State, visit.Order.Amount));
        await visit.AssertAgrees(shared.Simulated);
    }

    [Theory, MemberData(nameof(GoodShopFixture.Styles), MemberType = typeof(GoodShopFixture))]
    public async Task No_authorisation_lapses_when_nothing_is_shipped(string style)
    {
        await using var visit = await Paid(style);
        await visit.Pass(TimeSpan.FromDays(61));
        Assert.Equal(visit.Order.JobCd == "AUTH" ? ShopOrderState.Cancelled : ShopOrderState.Paid, visit.Order.State);
        await visit.AssertAgrees(shared.Simulated);
    }

    [Theory, MemberData(nameof(GoodShopFixture.Styles), MemberType = typeof(GoodShopFixture))]
    public async Task Nothing_is_shipped_when_the_gateway_has_another_amount(string style)
    {
        await using var visit = await Paid(style);
        await shared.Simulated.CallOperation("RecruitChange", visit.TestOrder, ("Amount", "1"));
        await visit.Own(visit.Shop.Ship);
        await visit.Pass(Day);
        Assert.True(visit.Order.AmountDiffers);
        Assert.Equal((ShopOrderState.Paid, null), (visit.Order.State, visit.Order.ShippedAt));
        Assert.Equal(0, visit.Count(visit.Order, "RecruitSales"));
    }

    [Theory, MemberData(nameof(GoodShopFixture.Styles), MemberType = typeof(GoodShopFixture))]
    public async Task Nothing_is_captured_when_the_payment_was_cancelled_elsewhere(string style)
    {
        await using var visit = await Paid(style);
        await shared.Simulated.CallOperation("RecruitCancel", visit.TestOrder);
        await visit.Own(visit.Shop.Ship);
        await visit.Pass(Day);
        Assert.Equal(0, visit.Count(visit.Order, "RecruitSales"));
        await visit.AssertAgrees(shared.Simulated);
    }

    async Task<ShopVisit> Paid(string style)
    {
        var visit = await shared.Visit(style);
        await visit.Buy();
        await visit.Consume("approve");
        await visit.Pass(Day);
        Assert.Equal(ShopOrderState.Paid, visit.Order.State);
        return visit;
    }
}
