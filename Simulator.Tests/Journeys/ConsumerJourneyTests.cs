using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Journeys;

/// <summary>The headless consumer repeats pages of the wallet, as impatient people do.</summary>
public sealed class ConsumerJourneyTests
{
    [Theory]
    [InlineData("clicks: 2",
        "follows StartURL: redirect to the wallet|signs in as taro: redirect to the wallet"
        + "|pays: redirect back to the shop|pays: notice: finished|goes back to the shop: HTTP 200")]
    [InlineData("tabs: 2",
        "follows StartURL: redirect to the wallet|signs in as taro: redirect to the wallet|opens the payment in tab 2: confirmation page"
        + "|pays: redirect back to the shop|pays in tab 2: notice: finished|goes back to the shop: HTTP 200")]
    [InlineData("goesBack: true",
        "follows StartURL: redirect to the wallet|signs in as taro: redirect to the wallet"
        + "|pays: redirect back to the shop|goes back to the wallet: notice: finished|pays again: notice: finished"
        + "|goes back to the shop: HTTP 200")]
    [InlineData("reloads: true",
        "follows StartURL: redirect to the wallet|signs in as taro: redirect to the wallet"
        + "|pays: redirect back to the shop|goes back to the shop: HTTP 200|reloads the page that leads back: HTTP 200")]
    public async Task Headless_consumer_pays_once_when_it_repeats_a_page(string handling, string transcript)
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("handling",
            $"name: handling\nrules:\n  - when: walletOpened\n    then: {{ approve: {{ points: 100, {handling} }} }}\n");
        var order = await simulated.RequestPayment("HANDS-1", "handling");
        var played = await simulated.PlayConsumer(order);
        Assert.Equal(Unordered(transcript.Split('|')), Unordered(played.Transcript.Select(line => $"{line.Did}: {line.Got}")));
        Assert.Equal("AUTH", played.Status);
        Assert.Equal(400, (await simulated.MemberById("taro")).Points);
        await simulated.Advance("PT1S");
        Assert.Single(simulated.NotifiedStatuses, "AUTH");
    }

    // Two clicks are sent at the same time, and their responses arrive in any order.
    static List<string> Unordered(IEnumerable<string> lines)
    {
        var list = lines.ToList();
        var pays = list.FindAll(line => line.StartsWith("pays:", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        return [.. list.Where(line => !line.StartsWith("pays:", StringComparison.Ordinal)), .. pays];
    }
}
