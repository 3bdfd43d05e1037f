#pragma warning disable format // aligned tables
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Journeys;

/// <summary>Shops isolate tests that run in parallel, and the same seed gives the same run.</summary>
public sealed class IsolationTests
{
    [Fact]
    public async Task Fifty_concurrent_shops_see_only_their_own_payments_and_notifications()
    {
        const int shops = 50;
        const int payments = 5;
        await using var simulated = await SimulatorFixture.Start();
        await Task.WhenAll(Enumerable.Range(1, shops).Select(number =>
            Task.Run(() => UseShop(simulated, $"side{number:D3}", payments, number % 2 == 0 ? "cancel" : "success"))));
        await simulated.Advance("PT1S");
        var notified = simulated.Received("/notify").ToLookup(fields => fields["ShopID"]);
        foreach (var number in Enumerable.Range(1, shops))
        {
            var shop = $"side{number:D3}";
            var status = number % 2 == 0 ? "PAYFAIL" : "AUTH";
            var own = await simulated.Transactions($"?shopId={shop}&limit=100");
            Assert.Equal(payments, own.Length);
            // The first payment has the scenario that its shop armed.
            Assert.Single(own, payment => payment.Scenario == "points-only");
            Assert.Equal(payments - 1, own.Count(payment => payment.Status == status && payment.Scenario != "points-only"));
            Assert.Equal(payments, notified[shop].Count(fields => fields["Status"] is "AUTH" or "PAYFAIL"));
        }
        await simulated.Send(HttpMethod.Post, "/reset", new { shopId = "side001" });
        Assert.Empty(await simulated.Transactions("?shopId=side001"));
        Assert.Equal(payments, (await simulated.Transactions("?shopId=side002&limit=100")).Length);
    }

    [Fact]
    public async Task The_same_seed_scenario_and_clock_give_the_same_bytes()
    {
        var first = await Record();
        var second = await Record();
        Assert.Equal(first, second);
        Assert.Contains("notify", first, StringComparison.Ordinal);
    }

    static async Task UseShop(SimulatorFixture simulated, string shop, int payments, string scenario)
    {
        await simulated.AddsShop(shop);
        await simulated.CallApi(HttpMethod.Put, $"/shops/{shop}", $$"""{"scenario":"{{scenario}}"}""");
        await simulated.CallApi(HttpMethod.Post, "/scenarios/arm", $$"""{"scenario":"points-only","shopId":"{{shop}}"}""");
        foreach (var number in Enumerable.Range(1, payments))
        {
                // The same OrderIDs in every shop.
            var order = await simulated.RequestPayment($"ORDER-{number}", shop: shop);
            await simulated.PostConsumerAction(order);
        }
    }

    // All data that the merchant receives. Only the simulator's URL differs between runs.
    static async Task<string> Record()
    {
        const string scenario = """
            name: chance
            rules:
              - { when: notifying, match: { status: REQSUCCESS }, then: { delay: { by: { from: PT1S, to: PT60S } } } }
              - { when: walletOpened, then: { approve: { points: '{{ random 1 300 }}', coupon: SHOP200 } } }
              - when: notifying
                match: { status: AUTH }
                then: { send: { times: 2, fields: { TranID: '{{ order_id }}-{{ random 1 1000000 }}' } } }
            """;
        await using var simulated = await SimulatorFixture.StartWithScenarios("chance", scenario);
        var answers = new List<string>();
        foreach (var number in Enumerable.Range(1, 3))
        {
            var order = await simulated.RequestPayment($"SAME-{number}", "chance");
            answers.Add(string.Join('&', order.Fields) + order.Token);
            await simulated.PostConsumerAction(order);
            await simulated.Advance("PT5M");
            answers.Add(string.Join('&', await simulated.CallOperation("RecruitSales", order)));
            answers.Add(string.Join('&', await simulated.SearchTrade(order)));
        }
        await simulated.AdvanceTo("2026-02-15T00:00:00Z");
        answers.Add(await simulated.Send(HttpMethod.Get, "/deposits"));
        var posts = simulated.Merchant.LogEntries.Select(entry => $"{entry.RequestMessage!.Path} {entry.RequestMessage.Body}");
        return string.Join('\n', [.. answers, .. posts.Order()]);
    }
}
