using System.Text.RegularExpressions;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Clocks;

/// <summary>
/// Fifty shops with a payment of each of ten scenarios, which all move their own clocks at once, with a restart in the middle. Each shop's
/// answers and notifications have the same bytes as in a run alone.
/// </summary>
public sealed partial class FiftyShopsTests : IDisposable
{
    const int Shops = 50;

    static readonly string[] Scenarios =
    [
        "success", "cancel", "points-only", "card-is-refused", "wallet-declines", "notification-omitted-once", "notification-doubled",
        "consumer-leaves-for-good", "sale-outcome-unknown", "consumer-pays-some-points-by-chance",
    ];

    readonly DirectoryInfo together = Directory.CreateTempSubdirectory("kantansim-");
    readonly DirectoryInfo alone = Directory.CreateTempSubdirectory("kantansim-");

    public void Dispose()
    {
        together.Delete(recursive: true);
        alone.Delete(recursive: true);
    }

    [Fact]
    public async Task Shops_that_move_their_own_clocks_do_not_see_each_other()
    {
        var all = Enumerable.Range(1, Shops).Select(number => $"apart{number:D8}").ToList();
        string[] compared = [all[0], all[24], all[49]];
        var ofAll = await Run(together, all, compared);
        var ofEach = await Task.WhenAll(compared.Select(shop => Run(alone.CreateSubdirectory(shop), [shop], [shop])));
        Assert.All(ofEach.SelectMany(ofOne => ofOne), ofOne => Assert.Equal(ofOne.Value, ofAll[ofOne.Key]));
        // The comparison is about something: the runs of different shops differ.
        Assert.Equal(compared.Length, ofAll.Values.Distinct().Count());
        Assert.All(ofAll.Values, transcript => Assert.Contains("EXPIRED", transcript, StringComparison.Ordinal));
    }

    static async Task<Dictionary<string, string>> Run(DirectoryInfo data, List<string> shops, string[] compared)
    {
        var transcripts = compared.ToDictionary(shop => shop, _ => "");
        await using (var first = await SimulatorFixture.Start(data.FullName))
        {
            foreach (var shop in shops) await AddShop(first, shop);
            await Parallel.ForEachAsync(shops, async (shop, _) =>
            {
                for (var number = 1; number <= Scenarios.Length; number++) await Pay(first, shop, number);
            });
            foreach (var shop in compared) transcripts[shop] += await Transcript(first, shop);
        }
        await using var second = await SimulatorFixture.Start(data.FullName);
        await Parallel.ForEachAsync(shops, async (shop, _) => await MoveOn(second, shop));
        foreach (var shop in compared) transcripts[shop] += await Transcript(second, shop);
        return transcripts;
    }

    static Task AddShop(SimulatorFixture simulated, string shop) => simulated.Send(HttpMethod.Post, "/shops",
        new { shopId = shop, shopPass = "kantansim1", notifyUrl = $"{simulated.Merchant.Url}/{shop}", members = "own" });

    // The restart has given the merchant another port.
    static async Task MoveOn(SimulatorFixture simulated, string shop)
    {
        await simulated.Send(HttpMethod.Put, $"/shops/{shop}", new { notifyUrl = $"{simulated.Merchant.Url}/{shop}" });
        await simulated.Advance($"PT{StepOf(shop)}M", shop);
        var paid = await simulated.Transactions($"?shopId={shop}&status=AUTH&limit=100");
        foreach (var payment in paid.Index().Where(one => one.Index % 2 == 0))
        {
            var order = new TestOrder(payment.Item.OrderId, payment.Item.AccessId, "", ShopId: shop);
            await simulated.CallApi(HttpMethod.Post, $"/transactions/{order.AccessId}/merchant", """{"action":"capture"}""");
            await Settle(simulated, shop);
        }
        await simulated.Advance("P61D", shop);
    }

    static async Task Pay(SimulatorFixture simulated, string shop, int number)
    {
        var scenario = Scenarios[number % Scenarios.Length];
        var order = await simulated.RequestPayment($"ORDER-{number}", scenario, amount: 100 * number, shop: shop);
        await simulated.PostConsumerAction(order);
        await simulated.Advance($"PT{number * StepOf(shop)}S", shop);
    }

    // Waits until what a call has caused has happened. Otherwise its notification and the next call would be recorded in either order.
    static Task Settle(SimulatorFixture simulated, string shop) => simulated.Advance("PT0S", shop);

    // Each shop moves its clock by other steps.
    static int StepOf(string shop) => int.Parse(shop["apart".Length..]) % 7 + 1;

    // Everything that the shop and its tests can see, without real times and ports.
    static async Task<string> Transcript(SimulatorFixture simulated, string shop)
    {
        var parts = new List<string>
        {
            await simulated.Send(HttpMethod.Get, $"/clock?shopId={shop}"),
            await simulated.Send(HttpMethod.Get, $"/deposits?shopId={shop}"),
            await simulated.Send(HttpMethod.Get, $"/members?shopId={shop}"),
        };
        foreach (var payment in await simulated.Transactions($"?shopId={shop}&limit=100"))
        {
            parts.Add(await simulated.Send(HttpMethod.Get, $"/transactions/{payment.AccessId}"));
            parts.Add(await simulated.Send(HttpMethod.Get, $"/notifications?accessId={payment.AccessId}"));
            parts.Add(string.Join('&', await simulated.SearchTrade(new(payment.OrderId, payment.AccessId, "", ShopId: shop))));
            parts.AddRange(simulated.Received($"/{shop}", payment.OrderId).Select(fields => string.Join('&', fields)));
        }
        return RealTimeOrPort().Replace(string.Join('\n', parts), "");
    }

    [GeneratedRegex("""
        "realAt":"[^"]*"|"ms":[0-9.E-]+|"(?:milliseconds|duration)":[0-9.E-]+|(?:127\.0\.0\.1|localhost):[0-9]+
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex RealTimeOrPort();
}
