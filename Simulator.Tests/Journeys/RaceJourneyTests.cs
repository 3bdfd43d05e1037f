using KantanSim.Tests.Kit;

namespace KantanSim.Tests.Journeys;

/// <summary>Which of notification and browser reaches the merchant first is one line of a scenario, and exact.</summary>
public sealed class RaceJourneys
{
    [Theory]
    [InlineData("notificationFirst", "notify AUTH, return AUTH")]
    [InlineData("returnFirst",       "return AUTH, notify AUTH")]
    [InlineData("notificationNever", "return AUTH")]
    [InlineData("returnNever",       "notify AUTH")]
    public async Task The_order_at_the_merchant_is_the_one_that_was_asked_for(string race, string expected)
    {
        await using var simulated = await Simulated.Playing("race", $"name: race\nrace: {race}\n");
        var order = await simulated.Executes("RACE-1", "race");
        await simulated.Plays(order);
        // What is due now has happened when this answers; what is held, too.
        await simulated.Advance("PT1S");
        Assert.Equal(expected, string.Join(", ", Arrivals(simulated)));
        await simulated.Advance("P10D");
        Assert.Equal(expected, string.Join(", ", Arrivals(simulated)));
        Assert.Equal("AUTH", (string?)(await simulated.Transaction(order))["status"]);
    }

    [Fact]
    public async Task Both_at_once_leave_in_the_same_moment()
    {
        await using var simulated = await Simulated.Playing("race", "name: race\nrace: together\n");
        var order = await simulated.Executes("RACE-2", "race");
        await simulated.Plays(order);
        await simulated.Advance("PT1S");
        Assert.Equal(["notify AUTH", "return AUTH"], Arrivals(simulated).Order());
        // The notification was not sent before the browser was let go.
        var timeline = (await simulated.Transaction(order))["timeline"]!.AsArray().Select(line => (string?)line!["what"]).ToList();
        var (gone, sent) = (timeline.FindIndex(what => what!.StartsWith("return by the browser", StringComparison.Ordinal)), timeline.FindIndex(what => what == "result notification AUTH (attempt 1)"));
        Assert.True(gone >= 0 && gone < sent, string.Join('\n', timeline));
    }

    [Fact]
    public async Task A_notification_that_waits_for_a_browser_is_not_lost_when_none_comes_back()
    {
        await using var simulated = await Simulated.Playing("race", "name: race\nrace: returnFirst\n");
        var order = await simulated.Executes("RACE-3", "race");
        using var start = await simulated.Arrives(order);
        var wallet = start.Headers.Location!.ToString();
        (await simulated.Posts($"{wallet}/sign-in", ("email", "taro@example.com"), ("password", "password"))).Dispose();
        (await simulated.Posts(wallet, ("do", "approve"), ("card", "visa"))).Dispose();
        await simulated.Advance("PT29M");
        Assert.DoesNotContain("AUTH", simulated.Told);
        await simulated.Advance("PT2M");
        Assert.Equal(["REQSUCCESS", "AUTHPROCESS", "AUTH"], simulated.Told);
    }

    [Fact]
    public async Task A_browser_that_has_left_the_return_page_lets_the_notification_go()
    {
        await using var simulated = await Simulated.Playing("race", "name: race\nrace: returnFirst\n");
        var order = await simulated.Executes("RACE-4", "race");
        using var start = await simulated.Arrives(order);
        var wallet = start.Headers.Location!.ToString();
        (await simulated.Posts($"{wallet}/sign-in", ("email", "taro@example.com"), ("password", "password"))).Dispose();
        using var paid = await simulated.Posts(wallet, ("do", "approve"), ("card", "visa"));
        using var page = await simulated.Get(paid.Headers.Location!.ToString());
        Assert.Contains("/gone\"", KantanSim.Wire.Cp932.Decode(await page.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        await simulated.Advance("PT1S");
        Assert.DoesNotContain("AUTH", simulated.Told);
        (await simulated.Posts($"{paid.Headers.Location}/gone")).Dispose();
        await simulated.Advance("PT1S");
        Assert.Equal("AUTH", simulated.Told[^1]);
    }

    // Only what the consumer's decision brings about: what was told before is no part of the race.
    static IEnumerable<string> Arrivals(Simulated simulated) => simulated.Arrivals.Where(line => line.EndsWith("AUTH", StringComparison.Ordinal));
}
