using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Operations;

/// <summary>A generated ShopID is never one whose payments are still there.</summary>
public sealed class GeneratedShopIdTests
{
    [Fact]
    public async Task Id_of_a_deleted_shop_with_payments_is_not_given_to_another()
    {
        await using var simulated = await SimulatorFixture.Start();
        var first = await Add(simulated);
        await simulated.Send(HttpMethod.Post, "/scenarios/success/play", new { shopId = first });
        await simulated.Send(HttpMethod.Delete, $"/shops/{first}");
        Assert.NotEqual(first, await Add(simulated));
        await simulated.Send(HttpMethod.Post, "/reset", new { shopId = first });
        Assert.Equal(first, await Add(simulated));
    }

    [Fact]
    public async Task Id_with_payments_is_not_given_after_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("kantansim-ids-");
        await using (var simulated = await SimulatorFixture.Start(data: folder.FullName))
        {
            var shop = await Add(simulated);
            await simulated.Send(HttpMethod.Post, "/scenarios/success/play", new { shopId = shop });
            await simulated.Send(HttpMethod.Delete, $"/shops/{shop}");
            Assert.Equal("tshop00000002", shop);
        }
        await using (var again = await SimulatorFixture.Start(data: folder.FullName)) Assert.Equal("tshop00000003", await Add(again));
        folder.Delete(recursive: true);
    }

    static async Task<string> Add(SimulatorFixture simulated) => (await simulated.Send<ShopRow>(HttpMethod.Post, "/shops", new { })).ShopId;

    sealed record ShopRow(string ShopId);
}
