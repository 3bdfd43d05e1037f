#pragma warning disable format // aligned tables
using KantanSim.Tests.Infrastructure;
using KantanSim.Wire;

namespace KantanSim.Tests.Journeys;

/// <summary>A scenario's <c>race</c> decides whether the notification or the browser reaches the merchant first.</summary>
public sealed class RaceJourneyTests
{
    [Theory]
    [InlineData("notificationFirst", "notify AUTH, return AUTH")]
    [InlineData("returnFirst",       "return AUTH, notify AUTH")]
    [InlineData("notificationNever", "return AUTH")]
    [InlineData("returnNever",       "notify AUTH")]
    public async Task Race_decides_the_order_of_arrival_at_the_merchant(string race, string arrivals)
    {
        await using var simulated = await Start(race);
        var order = await simulated.RequestPayment("RACE-1", "race");
        await simulated.PlayConsumer(order);
        await simulated.Advance("PT1S");
        Assert.Equal(arrivals, string.Join(", ", Results(simulated)));
        // Nothing is sent again or sent late.
        await simulated.Advance("P10D");
        Assert.Equal(arrivals, string.Join(", ", Results(simulated)));
        Assert.Equal("AUTH", await simulated.Status(order));
    }

    [Fact]
    public async Task Race_together_sends_the_notification_once_the_browser_has_left()
    {
        await using var simulated = await Start("together");
        var order = await simulated.RequestPayment("RACE-2", "race");
        await simulated.PlayConsumer(order);
        await simulated.Advance("PT1S");
        Assert.Equal(["notify AUTH", "return AUTH"], Results(simulated).Order());
        var timeline = (await simulated.TimelineOf(order)).Select(line => line.What).ToList();
        var left = timeline.FindIndex(what => what.StartsWith("return by the browser", StringComparison.Ordinal));
        var sent = timeline.IndexOf("result notification AUTH (attempt 1)");
        Assert.True(left >= 0 && left < sent, string.Join('\n', timeline));
    }

    [Fact]
    public async Task Notification_held_for_the_browser_is_sent_when_none_returns_within_30_minutes()
    {
        await using var simulated = await Start("returnFirst");
        (await ApproveByBrowser(simulated)).Dispose();
        await simulated.Advance("PT29M");
        Assert.DoesNotContain("AUTH", simulated.NotifiedStatuses);
        await simulated.Advance("PT2M");
        Assert.Equal(["REQSUCCESS", "AUTHPROCESS", "AUTH"], simulated.NotifiedStatuses);
    }

    [Fact]
    public async Task Notification_held_for_the_browser_is_sent_when_it_leaves_the_return_page()
    {
        await using var simulated = await Start("returnFirst");
        using var paid = await ApproveByBrowser(simulated);
        var returnPage = paid.Headers.Location!.ToString();
        using var page = await simulated.Get(returnPage);
        var html = Cp932.Decode(await page.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Contains("/gone\"", html, StringComparison.Ordinal);
        await simulated.Advance("PT1S");
        Assert.DoesNotContain("AUTH", simulated.NotifiedStatuses);
        (await simulated.Post($"{returnPage}/gone")).Dispose();
        await simulated.Advance("PT1S");
        Assert.Equal("AUTH", simulated.NotifiedStatuses[^1]);
    }

    static Task<SimulatorFixture> Start(string race) => SimulatorFixture.StartWithScenarios("race", $"name: race\nrace: {race}\n");

    static async Task<HttpResponseMessage> ApproveByBrowser(SimulatorFixture simulated)
    {
        using var start = await simulated.OpenStartUrl(await simulated.RequestPayment("RACE-3", "race"));
        var wallet = start.Headers.Location!.ToString();
        await simulated.Submits($"{wallet}/sign-in", ("email", "taro@example.com"), ("password", "password"));
        return await simulated.Post(wallet, ("do", "approve"), ("card", "visa"));
    }

    // Only what follows the consumer's decision: the notifications before it are not part of the race.
    static IEnumerable<string> Results(SimulatorFixture simulated) =>
        simulated.Arrivals.Where(line => line.EndsWith("AUTH", StringComparison.Ordinal));
}
