using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Admin.Pages;

/// <summary>The forms that delete payments.</summary>
public sealed class ResetFormTests
{
    [Fact]
    public async Task Reset_page_counts_what_a_shop_s_reset_deletes()
    {
        await using var simulated = await SimulatorFixture.Start();
        await RegisterPaymentsOfTwoShops(simulated);
        await DeskResponse.Post(simulated, "/scenarios/arm", ("scenario", "cancel"), ("shopId", "desk1"));
        var page = await DeskResponse.Get(simulated, "/shops/desk1/reset?lang=en");
        Assert.Contains("scheduled jobs 1 Deposits 0 Armed scenarios 1 ", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shop_reset_deletes_that_shop_s_payments_only()
    {
        await using var simulated = await SimulatorFixture.Start();
        await RegisterPaymentsOfTwoShops(simulated);
        Assert.Equal("/shops?done=reset&what=desk1", (await DeskResponse.Post(simulated, "/shops/desk1/reset")).Location);
        Assert.Equal(TestOrder.FirstShop, Assert.Single(await simulated.Transactions()).ShopId);
    }

    [Fact]
    public async Task Reset_deletes_the_payments_of_all_shops()
    {
        await using var simulated = await SimulatorFixture.Start();
        await RegisterPaymentsOfTwoShops(simulated);
        Assert.Equal("/shops?done=reset-all", (await DeskResponse.Post(simulated, "/reset")).Location);
        Assert.Empty(await simulated.Transactions());
    }

    static async Task RegisterPaymentsOfTwoShops(SimulatorFixture simulated)
    {
        await simulated.AddsShop("desk1");
        await simulated.RegisterPayment("GONE-1", shop: "desk1");
        await simulated.RegisterPayment("KEPT-1");
    }
}
