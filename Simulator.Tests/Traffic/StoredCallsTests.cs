using System.Globalization;
using KantanSim.Tests.Infrastructure;
using KantanSim.Traffic;
using KantanSim.Transactions;

namespace KantanSim.Tests.Traffic;

/// <summary>The last calls are stored over restarts, within limits.</summary>
public sealed class StoredCallsTests : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kantansim-calls-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Calls_are_listed_after_a_restart_with_their_bodies_and_the_numbers_continue()
    {
        string before;
        await using (var simulated = await SimulatorFixture.Start(folder.FullName))
        {
            await simulated.RequestPayment("STORED-1");
            await simulated.Call("EntryTranRecruit", null, ("ShopID", TestOrder.FirstShop), ("OrderID", "漢字"));
            before = await simulated.Send(HttpMethod.Get, "/calls");
        }
        await using (var simulated = await SimulatorFixture.Start(folder.FullName))
        {
            Assert.Equal(before, await simulated.Send(HttpMethod.Get, "/calls"));
            await simulated.RegisterPayment("STORED-2");
            Assert.Equal([4L, 3L, 2L, 1L], simulated.GetService<ExchangeLog>().Newest().Select(call => call.Number));
            Assert.NotNull(simulated.GetService<ExchangeLog>().Newest()[^1].RawAnswer);
        }
    }

    [Theory]
    [InlineData(500, 1, 500)]
    [InlineData(501, 2, 500)]
    [InlineData(1_234, 735, 500)]
    public async Task Newest_500_calls_are_there_after_a_restart(int added, long first, int count)
    {
        await using (var simulated = await SimulatorFixture.Start(folder.FullName))
        {
            var log = simulated.GetService<ExchangeLog>();
            for (var number = 1; number <= added; number++)
            {
                log.Add(Call(number));
                // Some calls are saved together and some alone.
                if (number % 150 == 0) await log.Flush();
            }
        }
        await using (var simulated = await SimulatorFixture.Start(folder.FullName))
        {
            var stored = simulated.GetService<ExchangeLog>().Newest();
            Assert.Equal((added, first, count), ((int)stored[0].Number, stored[^1].Number, stored.Count));
            Assert.Equal(stored.Select(call => call.Number).OrderDescending(), stored.Select(call => call.Number));
        }
    }

    // 256 bodies of 65,536 bytes are 16 MiB. All are saved in one commit, which must not be too long for a document of the database.
    [Theory]
    [InlineData(256, 0, 256)]
    [InlineData(256, 1, 256)]
    public async Task Oldest_call_is_dropped_when_all_bodies_have_more_than_16_MiB(int added, int more, int kept)
    {
        await using var simulated = await SimulatorFixture.Start(folder.FullName);
        var log = simulated.GetService<ExchangeLog>();
        for (var number = 1; number <= added; number++) log.Add(Call(number) with { RawAnswer = new byte[65_536] });
        if (more > 0) log.Add(Call(added + 1) with { RawAnswer = new byte[more] });
        Assert.Equal((kept, more + 1L), (log.Newest().Count, log.Newest()[^1].Number));
        await log.Flush();
        Assert.Null(simulated.GetService<KantanSim.Storage.Store>().UnhealthyReason);
    }

    [Fact]
    public async Task Reset_of_a_shop_deletes_its_calls_for_good_and_those_of_no_other_shop()
    {
        await using (var simulated = await SimulatorFixture.Start(folder.FullName))
        {
            await simulated.AddsShop("other1");
            await simulated.RegisterPayment("RESET-1");
            await simulated.RegisterPayment("RESET-2", shop: "other1");
            await simulated.Send(HttpMethod.Post, "/reset", new { shopId = TestOrder.FirstShop });
            Assert.Equal(["other1"], Shops(simulated));
        }
        await using (var simulated = await SimulatorFixture.Start(folder.FullName))
        {
            Assert.Equal(["other1"], Shops(simulated));
            await simulated.Send(HttpMethod.Post, "/reset", new { });
            Assert.Empty(Shops(simulated));
        }
    }

    // Rules compare numbers: a later call must never have a lower one.
    [Fact]
    public async Task Numbers_continue_after_a_restart_even_when_the_last_calls_were_deleted()
    {
        await using (var simulated = await SimulatorFixture.Start(folder.FullName))
        {
            await simulated.RequestPayment("NUMBER-1");
            await simulated.Send(HttpMethod.Post, "/reset", new { shopId = TestOrder.FirstShop });
        }
        await using (var simulated = await SimulatorFixture.Start(folder.FullName))
        {
            await simulated.RegisterPayment("NUMBER-2");
            Assert.Equal(3, simulated.GetService<ExchangeLog>().Newest()[0].Number);
        }
    }

    [Fact]
    public async Task Observations_of_a_payment_are_deleted_with_it()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RequestPayment("GONE-1");
        await simulated.GetService<ExchangeLog>().Flush();
        var number = simulated.GetService<Ledger>().Find(order.AccessId)!.Number;
        var observations = simulated.GetService<LedgerCollections>().Observations;
        Assert.Equal(["EntryTranRecruit", "ExecTranRecruit"], observations.Read(number).Select(one => one.Api));
        await simulated.Send(HttpMethod.Post, "/reset", new { shopId = TestOrder.FirstShop });
        Assert.Empty(observations.Read(number));
    }

    [Fact]
    public async Task Call_of_another_shop_is_not_observed_for_the_payment_that_it_names()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.AddsShop("other1");
        var order = await simulated.RegisterPayment("FOREIGN-1");
        await simulated.CallOperation("RecruitSales", order with { ShopId = "other1" });
        await simulated.GetService<ExchangeLog>().Flush();
        var number = simulated.GetService<Ledger>().Find(order.AccessId)!.Number;
        Assert.Equal(["EntryTranRecruit"], simulated.GetService<LedgerCollections>().Observations.Read(number).Select(one => one.Api));
    }

    static IEnumerable<string> Shops(SimulatorFixture simulated) =>
        simulated.GetService<ExchangeLog>().Newest().Select(call => call.ShopId).Distinct();

    static Exchange Call(int number) => new()
    {
        Kind = ObservedKind.Call,
        At = DateTimeOffset.UnixEpoch,
        Api = number.ToString(CultureInfo.InvariantCulture),
    };
}
