using KantanSim.Clocks;
using KantanSim.Consumers;
using KantanSim.Gateway;
using KantanSim.Merchants;
using KantanSim.Notifications;
using KantanSim.Operations;
using KantanSim.Protocol;
using KantanSim.Scenarios.Engine;
using KantanSim.Scheduling;
using KantanSim.Settlement;
using KantanSim.Snapshots;
using KantanSim.Storage;
using KantanSim.Tests.Admin.Pages;
using KantanSim.Tests.Infrastructure;
using KantanSim.Tests.Wallet;
using KantanSim.Transactions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Admin.Api;

/// <summary>Shops that end: what is found of them, and what is deleted.</summary>
public sealed class ShopEndTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    static readonly DateTimeOffset End = Now.AddMinutes(30);

    readonly ManualTime time = new(Now);

    [Fact]
    public async Task Answers_show_the_end_and_not_the_duration()
    {
        await using var simulated = await SimulatorFixture.StartAt(time);
        var answer = await simulated.CallApi(HttpMethod.Post, "/shops", """{"shopId":"brief","expiresIn":"PT2H"}""");
        Assert.Equal("2026-11-01T02:00:00+00:00", (string?)answer["body"]!["expiresAt"]);
        Assert.False(answer["body"]!.AsObject().ContainsKey("expiresIn"));
        Assert.Null((await simulated.ShopById()).ExpiresAt);
    }

    [Theory]
    [InlineData("PT1S", 201)]
    [InlineData("P365D", 201)]
    [InlineData("", 201)]
    [InlineData("PT0.9S", 400)]
    [InlineData("P366D", 400)]
    [InlineData("two hours", 400)]
    public async Task Duration_is_from_1_second_to_365_days(string expiresIn, int http)
    {
        await using var simulated = await SimulatorFixture.StartAt(time);
        var answer = await simulated.CallApi(HttpMethod.Post, "/shops", $$"""{"shopId":"brief","expiresIn":"{{expiresIn}}"}""");
        Assert.Equal(http, (int)answer["http"]!);
    }

    [Fact]
    public async Task Shop_that_every_start_creates_cannot_have_an_end()
    {
        await using var simulated = await SimulatorFixture.StartAt(time);
        var problem = await simulated.ProblemOf(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}", new { expiresIn = "PT1H", name = "New" });
        Assert.Equal(("expiresIn", "PT1H"), (Assert.Single(problem.Errors!).Field, problem.Errors![0].Value));
        Assert.Equal((null, ""), ((await simulated.ShopById()).ExpiresAt, (await simulated.ShopById()).Name));
    }

    [Fact]
    public async Task Demo_shop_cannot_have_an_end()
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        var problem = await simulated.ProblemOf(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}", new { expiresIn = "PT1H" });
        Assert.Equal("expiresIn", Assert.Single(problem.Errors!).Field);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public async Task Shop_is_found_until_its_end(long ticks, bool isFound)
    {
        await using var simulated = await SimulatorFixture.StartAt(time);
        await AddBrief(simulated);
        var order = await simulated.Pay("EDGE-1", shop: "brief");
        time.Set(End.AddTicks(ticks));
        Assert.Equal(isFound ? 200 : 404, (int)(await simulated.CallApi(HttpMethod.Get, "/shops/brief"))["http"]!);
        Assert.Equal(isFound ? 200 : 404, (int)(await simulated.CallApi(HttpMethod.Get, $"/transactions/{order.AccessId}"))["http"]!);
        Assert.Equal(isFound, !(await simulated.SearchTrade(order)).ContainsKey("ErrInfo"));
    }

    [Fact]
    public async Task Nothing_of_an_ended_shop_is_found_before_it_is_deleted()
    {
        await using var simulated = await SimulatorFixture.StartAt(time);
        await AddBrief(simulated);
        var (order, visit) = await FillWithData(simulated);
        await StopCleanUp(simulated);
        time.Set(End);
        Assert.NotEmpty(simulated.GetService<TransactionLists>().NewestStored(long.MaxValue, 10, "brief").Items);
        string[] missing =
        [
            "/shops/brief", "/members?shopId=brief", $"/transactions/{order.AccessId}", $"/notifications/{order.AccessId}-1",
            "/shops/brief/charge-file",
        ];
        foreach (var path in missing) Assert.Equal(404, (await simulated.ProblemOf(HttpMethod.Get, path)).Status);
        string[] empty =
        [
            "/transactions?shopId=brief", "/transactions?orderId=DATA-1", "/transactions", "/notifications", "/deposits",
            "/scenarios/armed",
        ];
        foreach (var path in empty) Assert.Empty((await simulated.Read<ListDto<object>>(path)).Items);
        string[] pages = ["/shops", "/", "/clock", "/deposits", "/contracts", "/scenarios", "/members"];
        foreach (var page in pages) Assert.DoesNotContain("brief", await simulated.Page(page), StringComparison.Ordinal);
        string[] gone = [$"/payments/{order.AccessId}", visit, visit.Replace("/recruit/pay", "/payment/return", StringComparison.Ordinal)];
        foreach (var page in gone) Assert.DoesNotContain("DATA-1", await simulated.Page(page), StringComparison.Ordinal);
        using var start = await simulated.OpenStartUrl(order);
        Assert.Equal((200, null), ((int)start.StatusCode, start.Headers.Location));
        Assert.Equal("404", $"{(await simulated.PostConsumerAction(order))["status"]}");
        Assert.Equal("M01058002|M01002002", (await simulated.CallOperation("RecruitSales", order))["ErrInfo"]);
    }

    [Fact]
    public async Task Due_jobs_of_an_ended_shop_post_nothing_and_fail_silently()
    {
        await using var simulated = await SimulatorFixture.StartAt(time);
        await AddBrief(simulated);
        await simulated.Subscribes("DUE-3", shop: "brief");
        await simulated.RequestPayment("DUE-1", shop: "brief");
        await simulated.Pay("DUE-2", "CAPTURE", shop: "brief");
        await simulated.Advance("PT1M");
        simulated.Merchant.ResetLogEntries();
        await StopCleanUp(simulated);
        time.Set(End);
        // The fixture fails the test when an error is logged.
        await simulated.Advance("P40D");
        Assert.Empty(simulated.Received("/notify"));
        var now = simulated.GetService<TimeProvider>().GetUtcNow();
        Assert.DoesNotContain(simulated.GetService<JobSchedule>().Upcoming(100), job => job.At <= now);
    }

    [Fact]
    public async Task Ended_shop_is_deleted_with_all_its_data_and_others_keep_theirs()
    {
        await using var simulated = await SimulatorFixture.StartAt(time);
        await AddBrief(simulated);
        await FillWithData(simulated);
        var kept = await simulated.Pay("KEPT-1", "CAPTURE");
        await OwnMembersTests.AddShop(simulated, "own2");
        await simulated.Send(HttpMethod.Put, "/members/taro?shopId=own2", new { points = 42 });
        await simulated.Send(HttpMethod.Post, "/scenarios/arm", new { scenario = "cancel", shopId = "own2" });
        await simulated.Advance("P40D");
        var before = await Others(simulated, kept);
        await EndAndDelete(simulated);
        Assert.Empty(Stored(simulated));
        Assert.Equal(before, await Others(simulated, kept));
    }

    [Fact]
    public async Task Clean_up_wakes_at_the_end_of_a_shop_and_at_no_other_time()
    {
        await using var simulated = await SimulatorFixture.StartAt(time);
        Assert.Empty(time.Timers);
        await AddBrief(simulated, "PT2H");
        await time.TimerAt(Now.AddHours(1));
        await simulated.Send(HttpMethod.Put, "/shops/brief", new { expiresIn = "PT30M" });
        await time.TimerAt(End);
        Assert.Equal([End], time.Timers);
        await simulated.Send(HttpMethod.Put, "/shops/brief", new { expiresIn = "" });
        await time.TimerAt(null);
    }

    [Fact]
    public async Task Prolonged_shop_ends_later()
    {
        await using var simulated = await SimulatorFixture.StartAt(time);
        await AddBrief(simulated);
        time.Set(End.AddMinutes(-1));
        var prolonged = await simulated.Send<ShopDto>(HttpMethod.Put, "/shops/brief", new { expiresIn = "PT30M" });
        Assert.Equal(End.AddMinutes(29), prolonged.ExpiresAt);
        await time.TimerAt(End.AddMinutes(29));
        time.AdvanceTo(End);
        Assert.Equal("brief", (await simulated.ShopById("brief")).ShopId);
    }

    [Fact]
    public async Task Empty_duration_removes_the_end()
    {
        await using var simulated = await SimulatorFixture.StartAt(time);
        await AddBrief(simulated);
        await simulated.Send(HttpMethod.Put, "/shops/brief", new { expiresIn = "" });
        time.AdvanceTo(End.AddYears(1));
        Assert.Null((await simulated.ShopById("brief")).ExpiresAt);
    }

    [Fact]
    public async Task Ended_shop_cannot_be_prolonged_or_deleted()
    {
        await using var simulated = await SimulatorFixture.StartAt(time);
        await AddBrief(simulated);
        await StopCleanUp(simulated);
        time.Set(End);
        Assert.Equal(404, (await simulated.ProblemOf(HttpMethod.Put, "/shops/brief", new { expiresIn = "PT30M" })).Status);
        Assert.Equal(404, (await simulated.ProblemOf(HttpMethod.Delete, "/shops/brief")).Status);
        Assert.Equal(["brief"], simulated.GetService<ShopRepository>().Ended());
    }

    [Fact]
    public async Task Answer_sent_back_changes_nothing_and_another_end_is_refused()
    {
        await using var simulated = await SimulatorFixture.StartAt(time);
        await AddBrief(simulated);
        var shop = await simulated.ShopById("brief");
        Assert.Equivalent(shop, await simulated.Send<ShopDto>(HttpMethod.Put, "/shops/brief", new { shop.Members, shop.ExpiresAt }));
        var problem = await simulated.ProblemOf(HttpMethod.Put, "/shops/brief", new { expiresAt = End.AddHours(1) });
        Assert.Equal("expiresAt", Assert.Single(problem.Errors!).Field);
    }

    [Theory]
    [InlineData("own", 4)]
    [InlineData("shared", 0)]
    public async Task Shop_added_under_the_ShopID_of_an_ended_one_starts_empty(string members, int own)
    {
        await using var simulated = await SimulatorFixture.StartAt(time);
        await AddBrief(simulated);
        await FillWithData(simulated);
        time.Set(End);
        await OwnMembersTests.AddShop(simulated, "brief", members);
        Assert.Equal(["shop brief", .. Enumerable.Repeat("member", own)], Stored(simulated));
        Assert.Null((await simulated.ShopById("brief")).ExpiresAt);
        await simulated.Pay("DATA-1", shop: "brief");
        Assert.Single(await simulated.Transactions("?shopId=brief"));
    }

    [Fact]
    public async Task Generated_ShopID_of_an_ended_shop_can_be_generated_again()
    {
        await using var simulated = await SimulatorFixture.StartAt(time);
        var first = await simulated.Send<ShopDto>(HttpMethod.Post, "/shops", new { expiresIn = "PT30M" });
        time.Set(End);
        Assert.Equal(first.ShopId, (await simulated.Send<ShopDto>(HttpMethod.Post, "/shops")).ShopId);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Next_start_deletes_a_shop_that_ended_before(bool isBegun)
    {
        var folder = Directory.CreateTempSubdirectory("kantansim-ends-");
        await using (var first = await SimulatorFixture.StartAt(time, folder.FullName))
        {
            await AddBrief(first);
            await FillWithData(first);
            await StopCleanUp(first);
            time.Set(End);
            if (isBegun)
            {
                await first.GetService<ShopRepository>().ConfirmEnd("brief");
                await first.GetService<TransactionPurger>().PurgeShop("brief");
            }
            Assert.NotEmpty(Stored(first));
        }
        await using (var second = await SimulatorFixture.StartAt(time, folder.FullName))
        {
            await second.Until(() => Task.FromResult(Stored(second).Length == 0));
            Assert.Equal(404, (await second.ProblemOf(HttpMethod.Get, "/shops/brief")).Status);
        }
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Shop_of_the_settings_that_ended_as_a_shop_of_the_API_starts_empty()
    {
        var folder = Directory.CreateTempSubdirectory("kantansim-ends-");
        string[] settings = ["--KantanSim:Shops:1:ShopId=brief", "--KantanSim:Shops:1:ShopPass=kantansim1"];
        await using (var first = await SimulatorFixture.StartAt(time, folder.FullName))
        {
            await AddBrief(first);
            await FillWithData(first);
            await StopCleanUp(first);
            time.Set(End);
        }
        await using (var second = await SimulatorFixture.StartAt(time, folder.FullName, settings))
            Assert.Equal(["shop brief"], Stored(second));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Notification_that_is_answered_after_the_shop_was_deleted_leaves_nothing()
    {
        await using var merchant = await SlowMerchant.Start();
        await using var simulated = await SimulatorFixture.StartAt(time);
        await AddBrief(simulated);
        await simulated.Send(HttpMethod.Put, "/shops/brief", new { notifyUrl = merchant.Url });
        await simulated.RequestPayment("FLIGHT-1", shop: "brief");
        await merchant.Asked;
        await EndAndDelete(simulated);
        merchant.Answer();
        await simulated.GetService<Scheduler>().RunUntilIdle(null, TestContext.Current.CancellationToken);
        Assert.Empty(Stored(simulated));
        Assert.Equal(1, merchant.Asks);
    }

    [Fact]
    public async Task Copies_of_a_notification_are_not_posted_after_the_end()
    {
        await using var merchant = await SlowMerchant.Start();
        await using var simulated = await SimulatorFixture.StartAt(time);
        await AddBrief(simulated);
        var order = await simulated.RequestPayment("COPIES-1", "notification-doubled", shop: "brief");
        using var started = await simulated.OpenStartUrl(order);
        await simulated.Advance("PT1S");
        await simulated.Send(HttpMethod.Put, "/shops/brief", new { notifyUrl = merchant.Url });
        simulated.GetService<Scheduler>().GracePeriod = TimeSpan.Zero;
        // Its result is notified twice, one post after the other.
        await simulated.PostConsumerAction(order);
        simulated.GetService<Scheduler>().GracePeriod = HangGuard.Limit;
        await merchant.Asked;
        await StopCleanUp(simulated);
        time.Set(End);
        merchant.Answer();
        await simulated.GetService<Scheduler>().RunUntilIdle(null, TestContext.Current.CancellationToken);
        Assert.Equal(1, merchant.Asks);
    }

    [Fact]
    public async Task Return_that_was_prepared_before_the_end_is_not_posted_after_it()
    {
        await using var simulated = await SimulatorFixture.StartAt(time);
        await AddBrief(simulated);
        var order = await simulated.Pay("RETURN-1", shop: "brief");
        var returns = simulated.GetService<BrowserReturn>();
        var transaction = simulated.GetService<Ledger>().Find(order.AccessId)!;
        var plan = await returns.Prepare(transaction, null, null, TestContext.Current.CancellationToken);
        simulated.Merchant.ResetLogEntries();
        await StopCleanUp(simulated);
        time.Set(End);
        var (status, outcome) = await returns.Post("brief", plan, TestContext.Current.CancellationToken);
        Assert.Equal((null, 0), (status, simulated.Received("/return").Count));
        Assert.StartsWith("not posted: The payment no longer exists", outcome, StringComparison.Ordinal);
        var late = await returns.Prepare(transaction, null, null, TestContext.Current.CancellationToken);
        Assert.StartsWith("The payment no longer exists", late.Obstacle!.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Member_saved_while_its_shop_is_deleted_is_404()
    {
        await using var simulated = await SimulatorFixture.StartAt(time);
        await AddBrief(simulated);
        var set = simulated.GetService<Members>().Of("brief");
        await EndAndDelete(simulated);
        Assert.Null(await set.Change("late", (_, _) => new() { Id = "late", Email = "", Name = "" }));
        Assert.False(await set.Reset());
        Assert.Empty(Stored(simulated));
    }

    [Fact]
    public async Task Registration_that_is_decided_after_the_end_is_refused()
    {
        await using var simulated = await SimulatorFixture.StartAt(time);
        await AddBrief(simulated);
        var request = Request.Parse("ShopID=brief&ShopPass=kantansim1&OrderID=LATE-1&JobCd=AUTH&Amount=1000"u8.ToArray(), new());
        using var gate = new ManualResetEventSlim();
        var held = simulated.GetService<Store>().Write(_ => gate.Wait(TestContext.Current.CancellationToken));
        // Has checked the password and waits for the store when it returns.
        var answer = simulated.GetService<GatewayCallHandler>().Handle(new("EntryTranRecruit", request, simulated.Url, null, 0));
        Assert.False(answer.IsCompleted);
        time.Set(End);
        gate.Set();
        await held;
        Assert.Equal(GatewayUnknown, (await answer).Fields.Single(field => field.Key == "ErrInfo").Value);
        Assert.Equal(["shop brief", .. Enumerable.Repeat("member", 4)], Stored(simulated));
    }

    [Fact]
    public async Task Failed_deletion_is_logged_and_tried_again()
    {
        await using var simulated = await SimulatorFixture.StartAt(time);
        await AddBrief(simulated);
        await StopCleanUp(simulated);
        time.Set(End);
        var own = new ManualTime(End);
        var logged = new CapturingLoggerProvider(LogLevel.Error);
        using var log = LoggerFactory.Create(builder => builder.AddProvider(logged));
        using var broken = new ShopPurger(simulated.GetService<ShopRepository>(), null!, null!, null!, null!, null!, null!, null!);
        using var service = new ShopExpiryService(
            simulated.GetService<ShopRepository>(), broken, new() { Source = own }, simulated.GetService<Store>(),
            new Logger<ShopExpiryService>(log));
        await service.StartAsync(TestContext.Current.CancellationToken);
        await own.TimerAt(End + ShopExpiryService.RetryDelay);
        Assert.StartsWith("Shop brief has ended but could not be deleted", Assert.Single(logged.Lines), StringComparison.Ordinal);
        own.AdvanceTo(End + ShopExpiryService.RetryDelay);
        await own.TimerAt(End + (2 * ShopExpiryService.RetryDelay));
        Assert.Equal(2, logged.Lines.Count());
        await service.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Pages_show_and_change_the_end()
    {
        await using var simulated = await SimulatorFixture.StartAt(time);
        await DeskResponse.Post(simulated, "/shops", ("shopId", "desk1"), ("expiresIn", "PT30M"), ("members", "own"));
        var list = await DeskResponse.Get(simulated, "/shops?lang=en");
        Assert.Contains("will be deleted at 2026-11-01 09:30:00", list.Text, StringComparison.Ordinal);
        await DeskResponse.Post(simulated, "/shops/desk1", ("name", "D"), ("expiresIn", ""));
        Assert.Equal(("own", End), ((await simulated.ShopById("desk1")).Members, (await simulated.ShopById("desk1")).ExpiresAt));
        await DeskResponse.Post(simulated, "/shops/desk1", ("expiresIn", "PT1H"));
        Assert.Contains("Will be deleted at 2026-11-01 10:00:00", (await DeskResponse.Get(simulated, "/shops/desk1?lang=en")).Text,
            StringComparison.Ordinal);
        var refused = await DeskResponse.Post(simulated, "/shops/desk1", ("expiresIn", "soon"));
        Assert.Equal(400, refused.Http);
        Assert.Contains("value=\"soon\"", refused.Html, StringComparison.Ordinal);
        await DeskResponse.Post(simulated, "/shops/desk1", ("expiresIn", ""), ("stays", "true"));
        Assert.Null((await simulated.ShopById("desk1")).ExpiresAt);
    }

    const string GatewayUnknown = "M01002002";

    static Task<ShopDto> AddBrief(SimulatorFixture simulated, string expiresIn = "PT30M") =>
        OwnMembersTests.AddShop(simulated, "brief", expiresIn: expiresIn);

    // A payment with a visit, and something in each place where data of a shop is stored.
    static async Task<(TestOrder Order, string Visit)> FillWithData(SimulatorFixture simulated)
    {
        await simulated.Pay("DATA-0", "CAPTURE", shop: "brief");
        await simulated.Subscribes("DATA-2", shop: "brief");
        await simulated.Advance("P40D");
        var order = await simulated.RequestPayment("DATA-1", shop: "brief");
        using var started = await simulated.OpenStartUrl(order);
        await simulated.Send(HttpMethod.Post, "/scenarios/arm", new { scenario = "cancel", shopId = "brief" });
        await simulated.Advance("PT1S", "brief");
        await simulated.Send(HttpMethod.Post, "/snapshots", new { name = "brief", shopId = "brief" });
        return (order, started.Headers.Location!.AbsolutePath);
    }

    // The shop's data stays then, as if the clean-up had had no time to run.
    static Task StopCleanUp(SimulatorFixture simulated) =>
        simulated.GetService<IEnumerable<IHostedService>>().OfType<ShopExpiryService>().Single()
            .StopAsync(TestContext.Current.CancellationToken);

    async Task EndAndDelete(SimulatorFixture simulated)
    {
        await time.TimerAt(End);
        var shops = simulated.GetService<ShopRepository>();
        var deleted = simulated.Until(() => Task.FromResult(shops.Stored().All(shop => shop.ShopId != "brief")));
        time.AdvanceTo(End);
        await deleted;
    }

    static async Task<string> Others(SimulatorFixture simulated, TestOrder kept)
    {
        string[] paths =
        [
            "/shops/own2", "/members", "/members?shopId=own2", $"/transactions/{kept.AccessId}", $"/notifications?accessId={kept.AccessId}",
            $"/deposits?shopId={TestOrder.FirstShop}",
        ];
        var answers = new List<string>();
        foreach (var path in paths) answers.Add(await simulated.Send(HttpMethod.Get, path));
        answers.Add($"{simulated.GetService<ArmRepository>().All().Count(arm => arm.ShopId == "own2")}");
        return string.Join('\n', answers);
    }

    // All that is stored of the shop.
    static string[] Stored(SimulatorFixture simulated)
    {
        var transactions = simulated.GetService<TransactionLists>().NewestStored(long.MaxValue, 10, "brief").Items;
        var own = simulated.GetService<Members>().Of("brief");
        var deposits = simulated.GetService<Deposits>();
        var charges = Enumerable.Range(0, 80).Select(day => new DateOnly(2026, 1, 1).AddDays(day))
            .SelectMany(day => simulated.GetService<ChargeResults>().Of("brief", day));
        return
        [
            .. simulated.GetService<ShopRepository>().Stored().Where(shop => shop.ShopId == "brief").Select(shop => $"shop {shop.ShopId}"),
            .. transactions.Select(transaction => $"transaction {transaction.OrderId}"),
            .. transactions.SelectMany(simulated.GetService<Ledger>().Timeline).Select(entry => entry.What),
            .. simulated.GetService<JobSchedule>().Upcoming(100).Where(job => job.ShopId == "brief").Select(job => $"{job.Kind}"),
            .. deposits.Stored("brief").Select(deposit => deposit.Id),
            .. charges.Select(charge => $"charge {charge.Month}"),
            .. simulated.GetService<ArmRepository>().All().Where(arm => arm.ShopId == "brief").Select(arm => arm.Id),
            .. own.ShopId is null ? [] : own.All().Select(_ => "member"),
            .. simulated.GetService<ShopClocks>().HasOwn("brief") ? ["clock"] : Array.Empty<string>(),
            .. simulated.GetService<SnapshotRepository>().List().Where(one => one.Header?.ShopId == "brief").Select(one => one.Name),
        ];
    }
}
