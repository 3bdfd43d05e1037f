using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Admin.Api;

/// <summary>The filters of lists by shop.</summary>
public sealed class ListFilterTests
{
    [Fact]
    public async Task Notifications_of_one_shop_are_listed()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.AddsShop("other1");
        await simulated.RequestPayment("FIRST-1");
        var other = await simulated.RequestPayment("OTHER-1", shop: "other1");
        var listed = await simulated.Read<ListDto<NotificationDto>>("/notifications?shopId=other1");
        Assert.Equal([other.AccessId], listed.Items.Select(notification => notification.AccessId));
    }
}
