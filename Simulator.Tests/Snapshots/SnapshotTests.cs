using KantanSim.Scheduling;
using KantanSim.Snapshots;
using KantanSim.Storage.Transfer;
using KantanSim.Tests.Infrastructure;
using KantanSim.Transactions;

namespace KantanSim.Tests.Snapshots;

/// <summary>A restored shop answers as it did when its snapshot was taken.</summary>
public sealed class SnapshotTests : IDisposable
{
    const string Shop = "snap1";
    const string Other = "snap2";
    const string Clock = "2026-02-10T00:00:00Z";

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kantansim-snapshots-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(Shop)]
    [InlineData(null)]
    public async Task Restored_shop_gives_the_same_answers_as_before_byte_for_byte(string? shopId)
    {
        await using var simulated = await Start();
        await Take(simulated, shopId);
        var before = await ShopAnswers.Of(simulated, Shop);
        await Change(simulated);
        Assert.NotEqual(before, await ShopAnswers.Of(simulated, Shop));
        await Restore(simulated);
        Assert.Equal(before, await ShopAnswers.Of(simulated, Shop));
    }

    [Fact]
    public async Task Restored_shop_gives_the_same_answers_after_a_restart_between_snapshot_and_restore_and_after_the_restore()
    {
        string before;
        await using (var simulated = await Start(folder.FullName))
        {
            await Take(simulated, Shop);
            before = await ShopAnswers.Of(simulated, Shop);
            await Change(simulated);
        }
        await using (var simulated = await SimulatorFixture.Start(folder.FullName))
        {
            await Restore(simulated);
            Assert.Equal(before, await ShopAnswers.Of(simulated, Shop));
        }
        await using (var simulated = await SimulatorFixture.Start(folder.FullName))
        {
            Assert.Equal(before, await ShopAnswers.Of(simulated, Shop));
        }
    }

    [Fact]
    public async Task Restore_of_a_shop_does_not_touch_another_shop()
    {
        await using var simulated = await Start();
        await Take(simulated, Shop);
        await Change(simulated);
        await simulated.Pay("OTHER-2", shop: Other);
        await simulated.GetService<Scheduler>().RunUntilIdle(null, TestContext.Current.CancellationToken);
        var before = await OtherAnswers(simulated);
        await Restore(simulated);
        Assert.Equal(before, await OtherAnswers(simulated));
    }

    [Fact]
    public async Task Restore_of_everything_restores_members_and_deletes_payments_of_shops_that_had_none()
    {
        await using var simulated = await Start();
        await Take(simulated, null);
        var members = await simulated.Send(HttpMethod.Get, "/members");
        await simulated.Send(HttpMethod.Put, "/members/taro", new { points = 1 });
        await simulated.Send(HttpMethod.Put, "/members/new", new { points = 1 });
        await simulated.RequestPayment("LATER-1", shop: await simulated.AddsShop("snap3"));
        await Restore(simulated);
        Assert.Equal(members, await simulated.Send(HttpMethod.Get, "/members"));
        Assert.Empty(await simulated.Transactions("?shopId=snap3"));
        Assert.Equal("snap3", (await simulated.ShopById("snap3")).ShopId);
    }

    [Fact]
    public async Task Restored_payments_go_on_as_payments_that_were_never_replaced()
    {
        await using var simulated = await Start();
        var order = await simulated.Pay("GOES-ON-1", shop: Shop);
        await Take(simulated, Shop);
        await simulated.CallOperation("RecruitCancel", order);
        await Restore(simulated);
        await simulated.CallOperation("RecruitSales", order);
        Assert.Equal("SALES", await simulated.Status(order));
        var open = await simulated.RequestPayment("GOES-ON-2", shop: Shop);
        await simulated.Advance("P20D");
        Assert.Single(await simulated.DepositsOf(order));
        Assert.Equal("EXPIRED", await simulated.Status(open));
    }

    [Fact]
    public async Task Payments_that_can_be_deleted_are_the_same_as_before()
    {
        await using var simulated = await Start();
        await Take(simulated, Shop);
        var before = FinishedNumbers(simulated);
        await Change(simulated);
        await simulated.RegisterPayment("LATER-1", shop: Shop);
        Assert.NotEqual(before, FinishedNumbers(simulated));
        await simulated.Send(HttpMethod.Post, "/reset", new { shopId = Shop });
        await Restore(simulated);
        Assert.Equal(before.Where(number => IsOf(simulated, number)), FinishedNumbers(simulated).Where(number => IsOf(simulated, number)));
    }

    [Fact]
    public async Task Payments_get_new_numbers_in_the_same_order_when_another_shop_has_got_theirs()
    {
        string before;
        await using (var simulated = await Start(folder.FullName))
        {
            await Take(simulated, Shop);
            before = await ShopAnswers.Of(simulated, Shop);
            // After a restart without payments, numbers begin at 1 again.
            await simulated.Send(HttpMethod.Post, "/reset");
            await simulated.Send(HttpMethod.Delete, "/scenarios/armed");
        }
        await using var restarted = await SimulatorFixture.Start(folder.FullName);
        var other = await restarted.RequestPayment("TAKEN-1", shop: Other);
        Assert.Equal(1, NumberOf(restarted, other.AccessId));
        await restarted.Send(HttpMethod.Post, "/scenarios/arm", new { scenario = "cancel", shopId = Other });
        await Restore(restarted);
        Assert.Equal(before, await ShopAnswers.Of(restarted, Shop));
        Assert.Equal([Shop, Other], (await restarted.ArmedScenarios()).Select(arm => arm.ShopId));
        var next = await restarted.RequestPayment("NEXT-1", shop: Other);
        var numbers = (await restarted.Transactions("?limit=500")).Select(row => NumberOf(restarted, row.AccessId)).ToList();
        Assert.Equal(numbers.Max(), NumberOf(restarted, next.AccessId));
        Assert.Equal(numbers.Count, numbers.Distinct().Count());
    }

    [Fact]
    public async Task Settings_of_a_shop_stay_and_a_deleted_shop_is_added_again_as_it_was()
    {
        await using var simulated = await Start();
        await Take(simulated, null);
        var shop = await simulated.Send(HttpMethod.Get, $"/shops/{Shop}");
        await simulated.Send(HttpMethod.Delete, $"/shops/{Shop}");
        await simulated.Send(HttpMethod.Put, $"/shops/{Other}", new { name = "changed" });
        await Restore(simulated);
        Assert.Equal(shop, await simulated.Send(HttpMethod.Get, $"/shops/{Shop}"));
        Assert.Equal("changed", (await simulated.ShopById(Other)).Name);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Restored_shop_has_the_time_of_the_snapshot_and_others_keep_theirs(bool hasOwnClock)
    {
        await using var simulated = await Start();
        if (hasOwnClock) await simulated.Advance("P1D", Shop);
        var before = await simulated.Send(HttpMethod.Get, $"/clock?shopId={Shop}");
        await Take(simulated, Shop);
        await simulated.Advance("P3D", Shop);
        await simulated.Advance("PT1H", Other);
        await simulated.Advance("PT0S");
        var others = (await Now(simulated, Other), await Now(simulated, TestOrder.FirstShop));
        await Restore(simulated);
        Assert.Equal(before, await simulated.Send(HttpMethod.Get, $"/clock?shopId={Shop}"));
        Assert.Equal(others, (await Now(simulated, Other), await Now(simulated, TestOrder.FirstShop)));
    }

    [Fact]
    public async Task Restored_shop_gets_a_clock_of_its_own_when_the_common_one_has_moved_since()
    {
        await using var simulated = await Start();
        var before = await Now(simulated, Shop);
        await Take(simulated, Shop);
        await simulated.Advance("PT1H");
        await Restore(simulated);
        Assert.Equal((before, before.AddHours(1)), (await Now(simulated, Shop), (await simulated.Clock()).Now));
    }

    [Fact]
    public async Task Running_clock_goes_on_from_the_time_of_the_snapshot()
    {
        await using var simulated = await Start();
        await simulated.Send(HttpMethod.Put, $"/clock?shopId={Shop}", new { mode = "real", now = "2030-01-01T00:00:00Z" });
        await Take(simulated, Shop);
        await simulated.Send(HttpMethod.Put, $"/clock?shopId={Shop}", new { mode = "manual", now = "2031-01-01T00:00:00Z" });
        await Restore(simulated);
        var clock = await simulated.Read<ClockDto>($"/clock?shopId={Shop}");
        Assert.Equal(("real", 2030), (clock.Mode, clock.Now.Year));
    }

    [Fact]
    public async Task Restore_of_everything_restores_all_clocks()
    {
        await using var simulated = await Start();
        await simulated.Advance("P1D", Shop);
        var before = await simulated.Send(HttpMethod.Get, "/clock");
        await Take(simulated, null);
        await simulated.Advance("P1D", Other);
        await simulated.Advance("P1D");
        await Restore(simulated);
        Assert.Equal(before, await simulated.Send(HttpMethod.Get, "/clock"));
    }

    static async Task<DateTimeOffset> Now(SimulatorFixture simulated, string shop) =>
        (await simulated.Read<ClockDto>($"/clock?shopId={shop}")).Now;

    [Fact]
    public async Task Shop_that_was_deleted_and_would_have_ended_is_added_again_without_an_end()
    {
        var time = new ManualTime(new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero));
        await using var simulated = await SimulatorFixture.StartAt(time);
        await simulated.Send(HttpMethod.Post, "/shops", new { shopId = "brief", expiresIn = "PT1H" });
        await simulated.Send(HttpMethod.Post, "/snapshots", new { name = "base", shopId = "brief" });
        await simulated.Send(HttpMethod.Delete, "/shops/brief");
        time.Set(new(2026, 11, 1, 1, 0, 0, TimeSpan.Zero));
        await Restore(simulated);
        Assert.Null((await simulated.ShopById("brief")).ExpiresAt);
        Assert.Contains("base", await simulated.Send(HttpMethod.Get, "/snapshots"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arm_after_a_restore_does_not_get_an_ID_that_was_used()
    {
        await using var simulated = await Start();
        await Take(simulated, Shop);
        await Arm(simulated, "timeout", Shop);
        var used = (await simulated.ArmedScenarios()).Select(arm => arm.Id).ToHashSet();
        await Restore(simulated);
        await Arm(simulated, "cancel", Shop);
        Assert.Contains(await simulated.ArmedScenarios(), arm => !used.Contains(arm.Id));
    }

    [Fact]
    public async Task Restore_that_fails_half_way_changes_nothing()
    {
        await using var simulated = await Start();
        var contents = simulated.SnapshotContents(new(), new FailingPart());
        await Take(simulated, Shop);
        await Change(simulated);
        var before = await ShopAnswers.Of(simulated, Shop);
        var snapshots = simulated.GetService<SnapshotRepository>();
        var (header, rows) = snapshots.Read(snapshots.Find("base")!);
        await Assert.ThrowsAsync<NotSupportedException>(() => contents.Replace(header, rows));
        Assert.Equal(before, await ShopAnswers.Of(simulated, Shop));
        var next = await simulated.Pay("AFTER-1", shop: Shop);
        Assert.Equal("AUTH", await simulated.Status(next));
    }

    sealed class FailingPart : IShopRows
    {
        public IEnumerable<ExportLine> Read(string? shopId) => [];

        public RowReplacement Load(string? shopId, RowSet rows) => (_, _) => throw new NotSupportedException();
    }

    // Without those that only wait to be removed from the set because their payment was deleted.
    static List<long> FinishedNumbers(SimulatorFixture simulated)
    {
        var finished = simulated.GetService<Ledger>().Finished;
        var numbers = new List<long>();
        for (var next = finished.From(0, false); next is { } number; next = finished.From(number + 1, false)) numbers.Add(number);
        return [.. numbers.Where(number => simulated.GetService<LedgerCollections>().Transactions.Find(number) is not null)];
    }

    static bool IsOf(SimulatorFixture simulated, long number) =>
        simulated.GetService<LedgerCollections>().Transactions.Find(number)?.ShopId == Shop;

    static long NumberOf(SimulatorFixture simulated, string accessId) => simulated.GetService<Ledger>().Find(accessId)!.Number;

    static async Task<string> OtherAnswers(SimulatorFixture simulated) =>
        $"{await ShopAnswers.Of(simulated, Other)}\n{await ShopAnswers.Of(simulated, TestOrder.FirstShop)}";

    static Task Take(SimulatorFixture simulated, string? shopId) =>
        simulated.Send(HttpMethod.Post, "/snapshots", new { name = "base", shopId });

    static Task Restore(SimulatorFixture simulated) => simulated.Send(HttpMethod.Post, "/snapshots/base/restore");

    // Two shops with payments in many states, deposits, charges, and notifications that are delivered, pending and failed.
    async Task<SimulatorFixture> Start(string data = ":memory:")
    {
        var simulated = await SimulatorFixture.Start(data);
        await simulated.AddsShop(Shop);
        await simulated.AddsShop(Other);
        foreach (var shop in new[] { Shop, Other })
        {
            await simulated.Subscribes($"SUB-{shop}", shop: shop);
            await simulated.Pay($"CAPTURED-{shop}", "CAPTURE", ""","points":10""", shop);
        }
        await simulated.Send(HttpMethod.Put, "/clock", new { mode = "manual", now = Clock });
        foreach (var shop in new[] { Shop, Other })
        {
            await simulated.RegisterPayment($"REGISTERED-{shop}", shop: shop);
            await simulated.RequestPayment($"REQUESTED-{shop}", shop: shop);
            await simulated.Pay($"PAID-{shop}", shop: shop, scenario: "notification-omitted-once");
            await Arm(simulated, "cancel", shop);
        }
        return simulated;
    }

    static Task Arm(SimulatorFixture simulated, string scenario, string shopId) =>
        simulated.Send(HttpMethod.Post, "/scenarios/arm", new { scenario, times = 2, shopId, orderId = "ARM-*" });

    static async Task Change(SimulatorFixture simulated)
    {
        var paid = (await simulated.Transactions($"?shopId={Shop}&orderId=PAID-{Shop}"))[0];
        await simulated.Send(HttpMethod.Post, $"/transactions/{paid.AccessId}/merchant", new { action = "capture" });
        var requested = (await simulated.Transactions($"?orderId=REQUESTED-{Shop}"))[0];
        await simulated.Send(HttpMethod.Post, $"/transactions/{requested.AccessId}/expire");
        await simulated.Pay("ARM-1", shop: Shop);
        await Arm(simulated, "timeout", Shop);
        await simulated.Advance("P50D", Shop);
    }
}
