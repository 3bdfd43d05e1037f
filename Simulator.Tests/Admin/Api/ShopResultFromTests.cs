using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Admin.Api;

/// <summary>A shop declares what it learns results from.</summary>
public sealed class ShopResultFromTests
{
    [Fact]
    public async Task Shop_declares_its_source_of_results_in_the_settings_and_over_the_API()
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--KantanSim:Shops:0:ResultFrom=Notification");
        Assert.Equal("notification", (await simulated.ShopById()).ResultFrom);
        var changed = await simulated.Send<ShopDto>(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}", new { resultFrom = "any" });
        Assert.Equal("any", changed.ResultFrom);
        await simulated.Send(HttpMethod.Post, "/shops", new { shopId = "added", resultFrom = "notification" });
        await simulated.Send(HttpMethod.Put, "/shops/added", new { name = "changed" });
        Assert.Equal("notification", (await simulated.ShopById("added")).ResultFrom);
    }

    [Fact]
    public async Task Other_source_of_results_is_refused()
    {
        await using var simulated = await SimulatorFixture.Start();
        var problem = await simulated.ProblemOf(HttpMethod.Post, "/shops", new { resultFrom = "return" });
        Assert.Equal("any, notification", Assert.Single(problem.Errors!).Allowed);
        var start = await Assert.ThrowsAnyAsync<Exception>(
            () => SimulatorFixture.Start(settings: "--KantanSim:Shops:0:ResultFrom=Return"));
        Assert.Contains("Any or Notification", start.Message, StringComparison.Ordinal);
    }
}
