using System.Text.Json.Nodes;
using KantanSim.Clocks;
using KantanSim.Scheduling;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Clocks;

/// <summary>The clocks of shops, beside the common one.</summary>
public sealed class ShopClockTests : IDisposable
{
    const string Shop = "apart";
    static readonly DateTimeOffset Begin = new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);

    readonly DirectoryInfo data = Directory.CreateTempSubdirectory("kantansim-");

    public void Dispose() => data.Delete(recursive: true);

    [Fact]
    public async Task Advancing_the_clock_of_a_shop_expires_only_its_payments()
    {
        await using var simulated = await Start();
        var own = await simulated.RequestPayment("OWN-1", shop: Shop);
        var other = await simulated.RequestPayment("OTHER-1");
        await simulated.Advance("PT1H", Shop);
        Assert.Equal(("EXPIRED", "REQSUCCESS"), (await simulated.Status(own), await simulated.Status(other)));
        Assert.Equal((Begin.AddHours(1), Begin), (await Now(simulated, Shop), await Now(simulated)));
    }

    [Fact]
    public async Task Answers_notifications_and_pages_have_the_time_of_their_shop()
    {
        await using var simulated = await Start();
        await simulated.Advance("P40D", Shop);
        var order = await simulated.Pay("OWN-1", shop: Shop);
        await simulated.Advance("PT0S");
        Assert.Equal(Begin.AddDays(40), (await simulated.TransactionOf(order)).CreatedAt);
        Assert.StartsWith("20260224", (await simulated.SearchTrade(order))["ProcessDate"], StringComparison.Ordinal);
        var notified = simulated.Received("/notify", order.OrderId).Single(fields => fields["Status"] == "AUTH");
        Assert.Equal("20260224090000", notified["TranDate"]);
        using var page = await simulated.Get($"/payments/{order.AccessId}");
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("2026-02-24 09:00:00</time> JST", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_clocks_move_together_and_keep_their_distances()
    {
        await using var simulated = await Start();
        await simulated.Advance("P2D", Shop);
        await simulated.Advance("PT3H");
        Assert.Equal((Begin.AddHours(3), Begin.AddHours(51)), (await Now(simulated), await Now(simulated, Shop)));
        await simulated.Send(HttpMethod.Put, "/clock", new { mode = "manual", now = Begin.AddHours(4) });
        Assert.Equal((Begin.AddHours(4), Begin.AddHours(52)), (await Now(simulated), await Now(simulated, Shop)));
    }

    // In the order of the spans, not of the instants: the own clock is a year ahead, but its payment expires first.
    [Fact]
    public async Task An_advance_of_all_clocks_runs_the_jobs_of_shops_in_order_of_their_spans()
    {
        await using var simulated = await Start();
        await simulated.Advance("P365D", Shop);
        var own = await simulated.RequestPayment("OWN-1", shop: Shop);
        await simulated.Advance("PT1M");
        var common = await simulated.RequestPayment("COMMON-1");
        await simulated.Advance("PT0S");
        var next = (await simulated.Clock()).NextDue;
        await simulated.AdvanceTo($"{next:o}");
        Assert.Equal(("EXPIRED", "REQSUCCESS"), (await simulated.Status(own), await simulated.Status(common)));
        await simulated.Advance("PT1M");
        Assert.Equal("EXPIRED", await simulated.Status(common));
    }

    [Fact]
    public async Task A_shop_runs_while_the_others_stand_still()
    {
        await using var simulated = await Start();
        await simulated.Send(HttpMethod.Put, $"/clock?shopId={Shop}", new { mode = "manual" });
        await simulated.Send(HttpMethod.Put, "/clock?shopId=tshop00000001", new { mode = "real", now = "2028-01-01T00:00:00Z" });
        Assert.Equal("real", (await Clock(simulated, "tshop00000001")).Mode);
        Assert.Equal(("manual", Begin), ((await Clock(simulated, Shop)).Mode, await Now(simulated, Shop)));
        Assert.Equal("manual", (await simulated.Clock()).Mode);
    }

    [Fact]
    public async Task Setting_the_common_clock_gives_all_clocks_its_mode()
    {
        await using var simulated = await Start();
        await simulated.Advance("P1D", Shop);
        await simulated.Send(HttpMethod.Put, "/clock", new { mode = "real", now = Begin.AddDays(10) });
        Assert.Equal("real", (await Clock(simulated, Shop)).Mode);
        await simulated.Send(HttpMethod.Put, "/clock", new { mode = "manual", now = Begin.AddDays(20) });
        Assert.Equal("manual", (await Clock(simulated, Shop)).Mode);
        var distance = await Now(simulated, Shop) - await Now(simulated);
        Assert.Equal(TimeSpan.FromDays(1), distance);
    }

    [Fact]
    public async Task A_shop_follows_the_common_clock_again_when_its_own_is_deleted()
    {
        await using var simulated = await Start();
        await simulated.Advance("P1D", Shop);
        Assert.True((await Clock(simulated, Shop)).Own);
        await simulated.Send(HttpMethod.Delete, $"/clock?shopId={Shop}");
        Assert.Equal((false, Begin), ((await Clock(simulated, Shop)).Own, await Now(simulated, Shop)));
    }

    [Fact]
    public async Task Clocks_of_shops_are_kept_over_a_restart()
    {
        await using (var first = await Start(data.FullName))
        {
            await first.RequestPayment("OWN-1", shop: Shop);
            await first.Advance("PT1M", Shop);
        }
        await using var second = await SimulatorFixture.Start(data.FullName);
        Assert.Equal((Begin, Begin.AddMinutes(1)), (await Now(second), await Now(second, Shop)));
        await second.Advance("PT1H", Shop);
        Assert.Equal("EXPIRED", (await second.Transactions($"?shopId={Shop}")).Single().Status);
        Assert.Equal([Shop], (await second.Read<ClockDto>("/clock")).Shops!.Select(one => one.ShopId));
    }

    [Fact]
    public async Task A_scripted_delay_ends_with_the_clock_of_its_shop()
    {
        await using var simulated = await Start();
        using var waits = new ScriptedWaits(simulated);
        var registered = simulated.RegisterPayment("SLOW-1", "slow-calls", shop: Shop);
        var left = await waits.Next(registered);
        Assert.NotNull(left);
        await simulated.Advance("PT1H", "tshop00000001");
        Assert.False(registered.IsCompleted);
        while (!registered.IsCompleted)
        {
            await simulated.Advance("PT1H", Shop);
            await Task.Yield();
        }
        await registered;
    }

    [Fact]
    public async Task Retention_counts_days_by_the_clock_of_the_shop()
    {
        await using var simulated = await SimulatorFixture.Start(settings: ["--KantanSim:KeepDays=30"]);
        await simulated.AddsShop(Shop);
        var other = await Cancelled(simulated, "OTHER-1", TestOrder.FirstShop);
        var own = await Cancelled(simulated, "OWN-1", Shop);
        await simulated.Advance("P31D", Shop);
        await simulated.Until(async () => (int)(await simulated.CallApi(HttpMethod.Get, $"/transactions/{own.AccessId}"))["http"]! == 404);
        Assert.Equal("PAYFAIL", await simulated.Status(other));
    }

    [Theory]
    [InlineData("GET", "/clock?shopId=nobody", null, 404, "There is no shop \"nobody\".")]
    [InlineData("PUT", "/clock?shopId=nobody", """{"mode":"manual"}""", 404, "There is no shop \"nobody\".")]
    [InlineData("POST", "/clock/advance", """{"shopId":"nobody","by":"PT1H"}""", 404, "There is no shop \"nobody\".")]
    [InlineData("POST", "/clock/advance", """{"shopId":7,"by":"PT1H"}""", 400, "shopId")]
    [InlineData("POST", "/clock/advance?shopId=apart", """{"by":"PT1H","shopId":"tshop00000001"}""", 400, "apart, as in the query")]
    [InlineData("PUT", "/clock?shopId=apart", """{"mode":"manual","shopId":"tshop00000001"}""", 400, "apart, as in the query")]
    [InlineData("POST", "/clock/advance", """{"shopId":"apart","to":"2026-01-14T00:00:00Z"}""", 400, "time does not go back")]
    [InlineData("DELETE", "/clock", null, 400, "the common clock cannot be deleted")]
    [InlineData("DELETE", "/clock/advance", null, 404, "No advance is running.")]
    public async Task A_wrong_request_is_refused_and_changes_no_clock(string verb, string path, string? body, int status, string says)
    {
        await using var simulated = await Start();
        var answer = await simulated.CallApi(new(verb), path, body);
        Assert.Equal(status, (int)answer["http"]!);
        Assert.Contains(says, (string?)answer["body"]!["detail"], StringComparison.Ordinal);
        Assert.Equal((Begin, Begin, false), (await Now(simulated), await Now(simulated, Shop), (await Clock(simulated, Shop)).Own));
    }

    [Fact]
    public async Task A_shop_can_be_named_in_the_query_and_in_the_body()
    {
        await using var simulated = await Start();
        await simulated.Send(HttpMethod.Post, $"/clock/advance?shopId={Shop}", new { by = "PT1H" });
        await simulated.Send(HttpMethod.Put, "/clock", new { shopId = Shop, mode = "manual", now = Begin.AddHours(2) });
        Assert.Equal((Begin, Begin.AddHours(2)), (await Now(simulated), await Now(simulated, Shop)));
    }

    [Fact]
    public async Task Advances_that_wait_for_each_other_cannot_leave_the_range_together()
    {
        await using var simulated = await Start();
        await simulated.Send(HttpMethod.Put, $"/clock?shopId={Shop}", new { mode = "manual", now = "2999-12-31T23:00:00Z" });
        Task<JsonNode> Advance() => simulated.CallApi(HttpMethod.Post, $"/clock/advance?shopId={Shop}", """{"by":"PT40M"}""");
        Task<JsonNode>[] advances;
        using (await simulated.GetService<Scheduler>().HoldClock(Shop, TestContext.Current.CancellationToken))
            advances = [Advance(), Advance()];
        Assert.Equal([200, 400], (await Task.WhenAll(advances)).Select(answer => (int)answer["http"]!).Order());
    }

    [Fact]
    public async Task A_deleted_shop_leaves_no_clock_even_when_its_clock_is_being_advanced()
    {
        await using var merchant = await SlowMerchant.Start();
        await using var simulated = await Start();
        await simulated.RequestPayment("FIRST-1", shop: Shop);
        await simulated.Advance("PT0S", Shop);
        await simulated.Send(HttpMethod.Put, $"/shops/{Shop}", new { notifyUrl = merchant.Url });
        var advancing = simulated.CallApi(HttpMethod.Post, $"/clock/advance?shopId={Shop}", """{"by":"P1D"}""");
        await merchant.Asked;
        var deleting = simulated.CallApi(HttpMethod.Delete, $"/shops/{Shop}");
        while (!simulated.GetService<Scheduler>().Advances[0].IsCancelRequested) await Task.Yield();
        merchant.Answer();
        Assert.Equal(204, (int)(await deleting)["http"]!);
        await advancing;
        Assert.False(simulated.GetService<ShopClocks>().HasOwn(Shop));
        Assert.Null(simulated.GetService<Scheduler>().LastAdvance(Shop));
        await simulated.AddsShop(Shop);
        Assert.Equal(Begin, await Now(simulated, Shop));
    }

    [Fact]
    public async Task A_payment_from_the_future_does_not_keep_old_ones_from_being_deleted()
    {
        await using var simulated = await SimulatorFixture.Start(settings: ["--KantanSim:KeepDays=30"]);
        await simulated.AddsShop(Shop);
        await simulated.Advance("P365D", Shop);
        await Cancelled(simulated, "FUTURE-1", Shop);
        await simulated.Send(HttpMethod.Delete, $"/clock?shopId={Shop}");
        var old = await Cancelled(simulated, "OLD-1", TestOrder.FirstShop);
        await simulated.Advance("P31D");
        await simulated.Until(async () => (int)(await simulated.CallApi(HttpMethod.Get, $"/transactions/{old.AccessId}"))["http"]! == 404);
    }

    // The last tick of 2999 is the latest time of a clock.
    [Fact]
    public async Task All_clocks_cannot_be_advanced_beyond_the_latest_time_of_one()
    {
        await using var simulated = await Start();
        await simulated.Send(HttpMethod.Put, $"/clock?shopId={Shop}", new { mode = "manual", now = "2999-12-31T23:00:00Z" });
        var problem = await simulated.ProblemOf(HttpMethod.Post, "/clock/advance", new { by = "PT1H" });
        Assert.Contains($"the clock of shop {Shop}", problem.Detail, StringComparison.Ordinal);
        await simulated.Advance("PT59M");
        Assert.Equal(Begin.AddMinutes(59), await Now(simulated));
    }

    [Fact]
    public async Task Changes_of_clocks_that_are_saved_together_apply_in_order()
    {
        await using var simulated = await Start();
        var clocks = simulated.GetService<ShopClocks>();
        await Task.WhenAll(
            clocks.Set(Shop, running: false, Begin.AddDays(1)), clocks.Shift(Shop, TimeSpan.FromDays(1)),
            clocks.Shift(null, TimeSpan.FromHours(1)), clocks.Remove(Shop), clocks.Shift(null, TimeSpan.FromHours(1)));
        Assert.Equal((Begin.AddHours(2), Begin.AddHours(2)), (clocks.Now(null), clocks.Now(Shop)));
    }

    static async Task<SimulatorFixture> Start(string data = ":memory:")
    {
        var simulated = await SimulatorFixture.Start(data);
        await simulated.AddsShop(Shop);
        return simulated;
    }

    static async Task<TestOrder> Cancelled(SimulatorFixture simulated, string orderId, string shop)
    {
        var order = await simulated.RequestPayment(orderId, "cancel", shop: shop);
        await simulated.PostConsumerAction(order);
        return order;
    }

    static Task<ClockDto> Clock(SimulatorFixture simulated, string shop) => simulated.Read<ClockDto>($"/clock?shopId={shop}");

    static async Task<DateTimeOffset> Now(SimulatorFixture simulated, string? shop = null) =>
        (await simulated.Read<ClockDto>(shop is null ? "/clock" : $"/clock?shopId={shop}")).Now;
}
