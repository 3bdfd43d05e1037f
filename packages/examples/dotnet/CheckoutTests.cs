using KantanSim.Client;
using KantanSim.Testing.Xunit;
using Xunit;

namespace Checkout.Tests;

[TimelineOnFailure]
public sealed class CheckoutTests(KantanSimFixture sim) : IClassFixture<KantanSimFixture>, IAsyncLifetime
{
    ShopClient account = null!;
    CheckoutShop shop = null!;

    // Each test has a shop of its own, so that tests run side by side.
    public async ValueTask InitializeAsync()
    {
        account = await sim.NewShopAsync();
        shop = new CheckoutShop(sim.GatewayUrl, account.ShopId, account.ShopPass);
        await account.SetNotifyUrlAsync(await shop.Start());
    }

    public async ValueTask DisposeAsync()
    {
        await shop.DisposeAsync();
        await account.DisposeAsync();
    }

    [Fact]
    public async Task Paid_order_is_authorised()
    {
        await shop.CheckOut("ORDER-1", 1000);
        await account.ApproveAsync("ORDER-1", member: "taro");

        await account.ExpectAsync("ORDER-1", "AUTH");
        await account.ExpectNotifiedAsync("ORDER-1", "AUTH");
        Assert.Equal("AUTH", shop.StatusOf("ORDER-1"));
        account.Advice.AssertClean();
    }

    [Fact]
    public async Task Order_that_the_consumer_cancels_fails()
    {
        await account.ArmAsync("cancel");
        await shop.CheckOut("ORDER-1", 1000);
        await account.PlayAsync("ORDER-1");

        await account.ExpectNotifiedAsync("ORDER-1", "PAYFAIL");
        Assert.Equal("PAYFAIL", shop.StatusOf("ORDER-1"));
    }

    [Fact]
    public async Task Notification_that_comes_late_is_taken()
    {
        await account.ArmAsync("notification-omitted-once");
        await shop.CheckOut("ORDER-1", 1000);
        await account.ApproveAsync("ORDER-1");
        Assert.NotEqual("AUTH", shop.StatusOf("ORDER-1"));

        await account.Clock.AdvanceAsync(TimeSpan.FromHours(1));

        await account.ExpectNotifiedAsync("ORDER-1", "AUTH");
        Assert.Equal("AUTH", shop.StatusOf("ORDER-1"));
    }
}
