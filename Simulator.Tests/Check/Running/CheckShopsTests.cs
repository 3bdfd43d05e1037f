using KantanSim.Check.Files;
using KantanSim.Check.Running;
using KantanSim.Commands;
using KantanSim.Merchants;
using KantanSim.Tests.Golden;
using KantanSim.Tests.Infrastructure;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace KantanSim.Tests.Check.Running;

/// <summary>What a run leaves at the gateway when something fails.</summary>
public sealed class CheckShopsTests
{
    static readonly CheckFile Existing = ExampleFile();
    static readonly CheckFile Created = Existing with { Shop = new ShopAccount.Created("http://127.0.0.1:9/") };

    [Fact]
    public async Task Shop_that_cannot_be_deleted_does_not_keep_the_others()
    {
        await using var simulated = await SimulatorFixture.Start();
        using var client = new ControlApiClient(simulated.Url, null, "en");
        var shops = await CheckShops.Open(new(client), Created, TestContext.Current.CancellationToken);
        List<CaseShop> added = [];
        for (var shop = 0; shop < 3; shop++) added.Add(await shops.Next(TestContext.Current.CancellationToken));
        await simulated.CallApi(HttpMethod.Delete, $"/shops/{added[1].Id}");
        await Assert.ThrowsAnyAsync<Exception>(async () => await shops.DisposeAsync());
        Assert.Equal(TestOrder.FirstShop, Assert.Single(simulated.GetService<ShopRepository>().All()).ShopId);
    }

    [Fact]
    public async Task Lock_is_removed_when_the_clock_cannot_be_read()
    {
        await using var simulated = await SimulatorFixture.Start();
        using var gateway = WireMockServer.Start();
        gateway.Given(Request.Create().WithPath("/*")).AtPriority(2).RespondWith(Response.Create().WithProxy(simulated.Url));
        gateway.Given(Request.Create().WithPath("/api/clock*")).AtPriority(1).RespondWith(Response.Create().WithStatusCode(500));
        using var client = new ControlApiClient(gateway.Url!, null, "en");
        await Assert.ThrowsAsync<CommandException>(() => CheckShops.Open(new(client), Existing, TestContext.Current.CancellationToken));
        Assert.Empty(await simulated.ArmedScenarios());
        Assert.Contains(gateway.LogEntries, entry => entry.RequestMessage!.Method == "DELETE");
    }

    static CheckFile ExampleFile()
    {
        var path = Path.Combine(Repository.Root, "docs", "kantansim-check.yaml");
        return CheckFileReader.Parse(File.ReadAllText(path), path).File!;
    }
}
