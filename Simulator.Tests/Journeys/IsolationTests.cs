using System.Text.Json.Nodes;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Journeys;

/// <summary>Tests that run in parallel are kept apart by their shops, and the same seed gives the same run.</summary>
public sealed class IsolationTests
{
    [Fact]
    public async Task Fifty_shops_at_once_see_only_their_own_payments_and_notifications()
    {
        const int shops = 50, payments = 5;
        await using var simulated = await SimulatorFixture.Start();
        await Task.WhenAll(Enumerable.Range(1, shops).Select(number => Task.Run(() => Live(simulated, $"side{number:D3}", payments, number % 2 == 0 ? "cancel" : "success"))));
        await simulated.Advance("PT1S");
        var told = simulated.Received("/notify").ToLookup(fields => fields["ShopID"]);
        foreach (var number in Enumerable.Range(1, shops))
        {
            var (shop, status) = ($"side{number:D3}", number % 2 == 0 ? "PAYFAIL" : "AUTH");
            var mine = (await simulated.CallApi(HttpMethod.Get, $"/transactions?shopId={shop}&limit=100"))["body"]!["items"]!.AsArray();
            Assert.Equal(payments, mine.Count);
            // The first one plays the scenario that its shop has armed.
            Assert.Equal(1, mine.Count(payment => (string?)payment!["scenario"] == "points-only"));
            Assert.Equal(payments - 1, mine.Count(payment => (string?)payment!["status"] == status && (string?)payment["scenario"] != "points-only"));
            Assert.Equal(payments, told[shop].Count(fields => fields["Status"] is "AUTH" or "PAYFAIL"));
        }
        await simulated.CallApi(HttpMethod.Post, "/reset", """{"shopId":"side001"}""");
        Assert.Empty((await simulated.CallApi(HttpMethod.Get, "/transactions?shopId=side001"))["body"]!["items"]!.AsArray());
        Assert.Equal(payments, (await simulated.CallApi(HttpMethod.Get, "/transactions?shopId=side002&limit=100"))["body"]!["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task The_same_seed_scenario_and_clock_give_the_same_bytes()
    {
        var (first, second) = (await Recorded(), await Recorded());
        Assert.Equal(first, second);
        Assert.Contains("notify", first, StringComparison.Ordinal);
    }

    static async Task Live(SimulatorFixture simulated, string shop, int payments, string scenario)
    {
        await simulated.AddsShop(shop);
        await simulated.CallApi(HttpMethod.Put, $"/shops/{shop}", $$"""{"scenario":"{{scenario}}"}""");
        await simulated.CallApi(HttpMethod.Post, "/scenarios/arm", $$"""{"scenario":"points-only","shopId":"{{shop}}"}""");
        foreach (var number in Enumerable.Range(1, payments))
        {
            // The same order ids in every shop.
            var order = await simulated.RequestPayment($"ORDER-{number}", shop: shop);
            await simulated.PostConsumerAction(order);
        }
    }

    // All bytes that the merchant receives. Only the simulator's own address differs from run to run.
    static async Task<string> Recorded()
    {
        const string scenario = """
            name: chance
            rules:
              - { when: notifying, match: { status: REQSUCCESS }, then: { delay: { by: { from: PT1S, to: PT60S } } } }
              - { when: walletOpened, then: { approve: { points: '{{ random 1 300 }}', coupon: SHOP200 } } }
              - { when: notifying, match: { status: AUTH }, then: { send: { times: 2, fields: { TranID: '{{ order_id }}-{{ random 1 1000000 }}' } } } }
            """;
        await using var simulated = await SimulatorFixture.StartWithScenarios("chance", scenario);
        var answers = new JsonArray();
        foreach (var number in Enumerable.Range(1, 3))
        {
            var order = await simulated.RequestPayment($"SAME-{number}", "chance");
            answers.Add(string.Join('&', order.Fields) + order.Token);
            await simulated.PostConsumerAction(order);
            await simulated.Advance("PT5M");
            answers.Add(string.Join('&', await simulated.CallOperation("RecruitSales", order)));
            answers.Add(string.Join('&', await simulated.SearchTrade(order)));
        }
        await simulated.CallApi(HttpMethod.Post, "/clock/advance", """{"to":"2026-02-15T00:00:00Z"}""");
        answers.Add((await simulated.CallApi(HttpMethod.Get, "/deposits"))["body"]!.ToJsonString());
        return string.Join('\n', [.. answers.Select(line => line!.ToString()), .. simulated.Merchant.LogEntries.Select(entry => $"{entry.RequestMessage!.Path} {entry.RequestMessage.Body}").Order()]);
    }
}
