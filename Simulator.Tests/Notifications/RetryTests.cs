#pragma warning disable format // aligned tables
using KantanSim.Notifications;
using KantanSim.Scheduling;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Notifications;

/// <summary>The limits of notifications: retries, timeout, hold, and how much of a merchant's answer is read and kept.</summary>
public sealed class RetryTests
{
    static readonly DateTimeOffset Begin = new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, true)]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public void The_next_attempt_is_after_60_minutes_and_none_is_after_the_sixth(int attempts, bool isRetried) =>
        Assert.Equal(isRetried ? Begin.AddMinutes(60) : null, RetryPlan.After(attempts, Begin));

    [Fact]
    public async Task A_merchant_has_15_seconds_to_answer()
    {
        await using var merchant = await SlowMerchant.Start();
        await using var simulated = await SimulatorFixture.Start();
        await simulated.CallApi(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}", $$"""{"notifyUrl":"{{merchant.Url}}"}""");
        await simulated.RequestPayment("SLOW-1");
        await merchant.Asked;
        Assert.Equal(TimeSpan.FromSeconds(15), simulated.GetService<Deadlines>().NextIn(null));
        merchant.Answer();
    }

    [Fact]
    public async Task A_refused_notification_is_sent_six_times_an_hour_apart()
    {
        await using var simulated = await SimulatorFixture.Start(merchantSays: "1");
        var order = await simulated.RequestPayment("RETRY-1");
        await simulated.Advance("PT0S");
        for (var attempts = 1; attempts <= 6; attempts++)
        {
            Assert.Equal(attempts, Attempts(simulated));
            await simulated.Advance("PT59M59S");
            Assert.Equal(attempts, Attempts(simulated));
            await simulated.Advance("PT1S");
        }
        await simulated.Advance("P30D");
        Assert.Equal(6, Attempts(simulated));
        var notification = (await simulated.CallApi(HttpMethod.Get, $"/notifications/{order.AccessId}-1"))["body"]!;
        Assert.Equal(("failed", null), ((string?)notification["state"], (string?)notification["nextAttemptAt"]));
        Assert.Equal(6, notification["attempts"]!.AsArray().Count);

        // Only REQSUCCESS: the payment term ends meanwhile, which causes another notification.
        static int Attempts(SimulatorFixture simulated) =>
            simulated.NotifiedStatuses.Count(status => status == "REQSUCCESS");
    }

    [Theory]
    [InlineData(500, 500)]
    [InlineData(501, 500)]
    public async Task The_first_500_characters_of_an_answer_are_kept(int length, int kept)
    {
        await using var simulated = await SimulatorFixture.Start(merchantSays: new string('x', length));
        Assert.Equal(kept, ((string)(await TestConnectivity(simulated))["reply"]!).Length);
    }

    // The x makes the body different from 0 only if it is within the bytes that are read.
    [Theory]
    [InlineData(16_383, "its body is not 0")]
    [InlineData(16_384, "received")]
    public async Task The_first_16384_bytes_of_an_answer_are_read(int before, string outcome)
    {
        await using var simulated = await SimulatorFixture.Start(merchantSays: "0".PadRight(before) + "x");
        Assert.Contains(outcome, (string)(await TestConnectivity(simulated))["outcome"]!, StringComparison.Ordinal);
    }

    // The browser never returns here.
    [Theory]
    [InlineData("PT29M59S", false)]
    [InlineData("PT30M",    true)]
    public async Task A_notification_is_held_for_the_browser_for_30_minutes(string after, bool isSent)
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
        Assert.Equal(isSent, simulated.NotifiedStatuses.Contains("AUTH"));
    }

    static async Task<System.Text.Json.Nodes.JsonNode> TestConnectivity(SimulatorFixture simulated) =>
        (await simulated.CallApi(HttpMethod.Post, $"/shops/{TestOrder.FirstShop}/connectivity-test"))["body"]!;
}
