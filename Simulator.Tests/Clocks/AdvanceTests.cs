using System.Text.Json.Nodes;
using KantanSim.Scheduling;
using KantanSim.Tests.Infrastructure;
using KantanSim.Transactions;

namespace KantanSim.Tests.Clocks;

/// <summary>What an advance answers, its progress, and its cancellation.</summary>
public sealed class AdvanceTests
{
    const string Shop = "apart";

    [Fact]
    public async Task An_advance_answers_what_has_happened_with_links()
    {
        await using var simulated = await SimulatorFixture.Start();
        var expired = await simulated.RequestPayment("EXPIRES-1");
        var sold = await simulated.Paid("SALES");
        var contract = await simulated.SignsUp(chargeDay: "20");
        // What is due already runs in the background, and may have run before the advance.
        await simulated.Advance("PT0S");
        var happened = (await Advance(simulated, "P40D"))["happened"]!;
        Assert.Equal((1, $"/api/transactions/{expired.AccessId}"), Only(happened, "expired"));
        Assert.Equal((1, $"/api/transactions/{contract.AccessId}"), Only(happened, "charged"));
        Assert.Contains("/api/deposits?shopId=tshop00000001", Links(happened, "deposited"));
        Assert.Contains($"/api/notifications/{expired.AccessId}-2", Links(happened, "notified"));
        foreach (var link in Links(happened, "notified").Concat(Links(happened, "deposited")))
            Assert.Equal(200, (int)(await simulated.CallApi(HttpMethod.Get, link["/api".Length..]))["http"]!);
        Assert.Equal("SALES", await simulated.Status(sold));
    }

    [Fact]
    public async Task An_advance_without_jobs_answers_zeros()
    {
        await using var simulated = await SimulatorFixture.Start();
        var answer = await Advance(simulated, "PT1H");
        Assert.Equal(
            "expired 0 0, charged 0 0, notified 0 0, deposited 0 0",
            string.Join(", ", answer["happened"]!.AsObject()
                .Select(one => $"{one.Key} {one.Value!["count"]} {one.Value["links"]!.AsArray().Count}")));
        Assert.False((bool)answer["cancelled"]!);
    }

    [Fact]
    public async Task An_advance_of_a_shop_counts_only_its_events()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.AddsShop(Shop);
        await simulated.RequestPayment("OTHER-1");
        await simulated.RequestPayment("OWN-1", shop: Shop);
        await simulated.RequestPayment("OWN-2", shop: Shop);
        var happened = (await Advance(simulated, "PT1H", Shop))["happened"]!;
        Assert.Equal(2, (int)happened["expired"]!["count"]!);
    }

    [Fact]
    public async Task A_running_advance_is_shown_and_can_be_cancelled_between_two_moments()
    {
        await using var merchant = await SlowMerchant.Start();
        await using var simulated = await SimulatorFixture.Start();
        var first = await simulated.RequestPayment("FIRST-1");
        await simulated.Advance("PT10S");
        var second = await simulated.RequestPayment("SECOND-1");
        await simulated.Advance("PT0S");
        await simulated.CallApi(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}", $$"""{"notifyUrl":"{{merchant.Url}}"}""");
        var changes = simulated.GetService<ChangeFeed>().Subscribe();
        // The notification of the first expiry waits for the merchant.
        var advancing = Advance(simulated, "P1D");
        await merchant.Asked;
        var progress = (await simulated.CallApi(HttpMethod.Get, "/clock"))["body"]!["advance"]!;
        Assert.Null(progress["shopId"]);
        Assert.Equal((1, "2026-01-15T00:00:10+00:00"), ((int)progress["moments"]!, (string?)progress["from"]));
        Assert.Equal(1, (int)progress["happened"]!["expired"]!["count"]!);
        var problem = await simulated.ProblemOf(HttpMethod.Delete, $"/clock/advance?shopId={TestOrder.FirstShop}");
        Assert.Contains("leave out shopId", problem.Detail, StringComparison.Ordinal);
        var cancelling = simulated.CallApi(HttpMethod.Delete, "/clock/advance");
        while (!simulated.GetService<Scheduler>().Advances[0].IsCancelRequested) await Task.Yield();
        merchant.Answer();
        Assert.Null((await cancelling)["body"]!["advance"]);
        var answer = await advancing;
        Assert.True((bool)answer["cancelled"]!);
        Assert.Equal(("EXPIRED", "REQSUCCESS"), (await simulated.Status(first), await simulated.Status(second)));
        Assert.Equal((string?)(await simulated.CallApi(HttpMethod.Get, "/clock"))["body"]!["now"], (string?)answer["now"]);
        List<string> published = [];
        while (changes.Events.TryRead(out var change)) published.Add(change.What);
        Assert.Contains("advancing", published);
        Assert.Contains("advanced", published);
    }

    [Fact]
    public async Task An_advance_that_is_cancelled_at_its_end_was_not_stopped()
    {
        var advance = new ClockAdvance(null, DateTimeOffset.UnixEpoch, TimeSpan.FromHours(1));
        advance.MovedBy(TimeSpan.FromHours(1), isMoment: false);
        var cancelled = advance.Cancel();
        advance.End();
        await cancelled;
        Assert.False(advance.WasStopped);
    }

    [Fact]
    public async Task Clocks_of_different_shops_advance_side_by_side_and_that_of_all_shops_alone()
    {
        var turns = new ClockTurns();
        var stop = TestContext.Current.CancellationToken;
        var one = await turns.Take("1", stop);
        var two = await turns.Take("2", stop);
        var all = turns.Take(null, stop);
        var later = turns.Take("3", stop);
        Assert.Equal((false, false), (all.IsCompleted, later.IsCompleted));
        one.Dispose();
        Assert.False(all.IsCompleted);
        two.Dispose();
        (await all.WithHangGuard()).Dispose();
        (await later.WithHangGuard()).Dispose();
    }

    [Fact]
    public async Task A_turn_that_is_cancelled_while_it_waits_lets_the_next_begin()
    {
        var turns = new ClockTurns();
        using var cancel = new CancellationTokenSource();
        var first = await turns.Take("1", TestContext.Current.CancellationToken);
        var cancelled = turns.Take(null, cancel.Token);
        var next = turns.Take("2", TestContext.Current.CancellationToken);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        (await next.WithHangGuard()).Dispose();
        first.Dispose();
    }

    static async Task<JsonNode> Advance(SimulatorFixture simulated, string by, string? shopId = null)
    {
        var body = new JsonObject { ["by"] = by };
        if (shopId is not null) body["shopId"] = shopId;
        return (await simulated.CallApi(HttpMethod.Post, "/clock/advance", body.ToJsonString()))["body"]!;
    }

    static string[] Links(JsonNode happened, string kind) => [.. happened[kind]!["links"]!.AsArray().Select(link => (string)link!)];

    static (int Count, string Link) Only(JsonNode happened, string kind) =>
        ((int)happened[kind]!["count"]!, Links(happened, kind).Single());
}
