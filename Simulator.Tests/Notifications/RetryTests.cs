using System.Globalization;
using KantanSim.Notifications;
using KantanSim.Scheduling;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Notifications;

/// <summary>When a notification is tried again, and what is kept of a merchant's answer: up to the limit, and beyond it.</summary>
public sealed class RetryTests
{
    static readonly DateTimeOffset Begin = new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, true)]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public void The_next_try_is_after_60_minutes_and_none_is_after_the_sixth(int tries, bool again) =>
        Assert.Equal(again ? Begin.AddMinutes(60) : null, RetryPlan.After(tries, Begin));

    [Fact]
    public async Task An_answer_is_waited_for_15_seconds()
    {
        await using var merchant = await SlowMerchant.Start();
        await using var simulated = await SimulatorFixture.Start();
        await simulated.CallApi(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}", $$"""{"notifyUrl":"{{merchant.Url}}"}""");
        await simulated.RequestPayment("SLOW-1");
        await merchant.Asked;
        Assert.Equal(Begin.AddSeconds(15), simulated.GetService<Deadlines>().Next);
        merchant.Answer();
    }

    [Fact]
    public async Task A_merchant_who_refuses_is_told_six_times_an_hour_apart_and_never_again()
    {
        await using var simulated = await SimulatorFixture.Start(merchantSays: "1");
        var order = await simulated.RequestPayment("RETRY-1");
        await simulated.Advance("PT0S");
        for (var tries = 1; tries <= 6; tries++)
        {
            Assert.Equal(tries, Tries(simulated));
            await simulated.Advance("PT59M59S");
            Assert.Equal(tries, Tries(simulated));
            await simulated.Advance("PT1S");
        }
        await simulated.Advance("P30D");
        Assert.Equal(6, Tries(simulated));
        var told = (await simulated.CallApi(HttpMethod.Get, $"/notifications/{order.AccessId}-1"))["body"]!;
        Assert.Equal(("failed", null, 6), ((string?)told["state"], (string?)told["nextAttemptAt"], told["attempts"]!.AsArray().Count));

        // The term ends meanwhile, which is another notification.
        static int Tries(SimulatorFixture simulated) => simulated.NotifiedStatuses.Count(status => status == "REQSUCCESS");
    }

    [Theory]
    [InlineData(500, 500)]
    [InlineData(501, 500)]
    public async Task The_first_500_characters_of_an_answer_are_kept(int length, int kept)
    {
        await using var simulated = await SimulatorFixture.Start(merchantSays: new string('x', length));
        Assert.Equal(kept, ((string)(await Tests(simulated))["reply"]!).Length);
    }

    // The last byte that is read makes it another body than 0; one behind it is not seen.
    [Theory]
    [InlineData(16_383, "its body is not 0")]
    [InlineData(16_384, "received")]
    public async Task The_first_16384_bytes_of_an_answer_are_read(int before, string outcome)
    {
        await using var simulated = await SimulatorFixture.Start(merchantSays: "0".PadRight(before) + "x");
        Assert.Contains(outcome, (string)(await Tests(simulated))["outcome"]!, StringComparison.Ordinal);
    }

    // The merchant is told when the browser has come back, and when it does not, after half an hour.
    [Theory]
    [InlineData("PT29M59S", false)]
    [InlineData("PT30M",    true)]
    public async Task A_notification_is_held_for_a_browser_for_30_minutes(string after, bool told)
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("return-first", """
            name: return-first
            title: The return comes first
            description: A good merchant waits.
            race: returnFirst
            """);
        var order = await simulated.RequestPayment("HELD-1", "return-first");
        using var arrival = await simulated.OpenStartUrl(order);
        var wallet = arrival.Headers.Location!.ToString();
        await simulated.Submits($"{wallet}/sign-in", ("email", "taro@example.com"), ("password", "password"));
        await simulated.Submits(wallet, ("do", "approve"), ("points", "none"), ("card", "visa"));
        Assert.Equal("AUTH", await simulated.Status(order));
        await simulated.Advance(after);
        Assert.Equal(told, simulated.NotifiedStatuses.Contains("AUTH"));
    }

    static async Task<System.Text.Json.Nodes.JsonNode> Tests(SimulatorFixture simulated) =>
        (await simulated.CallApi(HttpMethod.Post, string.Create(CultureInfo.InvariantCulture,
            $"/shops/{TestOrder.FirstShop}/connectivity-test")))["body"]!;
}
