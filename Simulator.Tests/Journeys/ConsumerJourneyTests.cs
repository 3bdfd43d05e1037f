using KantanSim.Tests.Kit;

namespace KantanSim.Tests.Journeys;

/// <summary>The headless consumer walks the pages, and tests wait for what they want to see.</summary>
public sealed class ConsumerJourneys
{
    [Theory]
    [InlineData("clicks: 2",      "follows StartURL: redirect to the wallet|signs in as taro: redirect to the wallet|pays: redirect back to the shop|pays: notice: finished|goes back to the shop: HTTP 200")]
    [InlineData("tabs: 2",        "follows StartURL: redirect to the wallet|signs in as taro: redirect to the wallet|opens the payment in tab 2: confirmation page|pays: redirect back to the shop|pays in tab 2: notice: finished|goes back to the shop: HTTP 200")]
    [InlineData("goesBack: true", "follows StartURL: redirect to the wallet|signs in as taro: redirect to the wallet|pays: redirect back to the shop|goes back to the wallet: notice: finished|pays again: notice: finished|goes back to the shop: HTTP 200")]
    [InlineData("reloads: true",  "follows StartURL: redirect to the wallet|signs in as taro: redirect to the wallet|pays: redirect back to the shop|goes back to the shop: HTTP 200|reloads the page that leads back: HTTP 200")]
    public async Task What_a_consumer_does_with_the_pages_pays_once(string handling, string expected)
    {
        await using var simulated = await Simulated.Playing("handling", $"name: handling\nrules:\n  - when: walletOpened\n    then: {{ approve: {{ points: 100, {handling} }} }}\n");
        var order = await simulated.Executes("HANDS-1", "handling");
        var played = await simulated.Plays(order);
        var transcript = played["transcript"]!.AsArray().Select(line => $"{line!["did"]}: {line["got"]}");
        Assert.Equal(Unordered(expected.Split('|')), Unordered(transcript));
        Assert.Equal("AUTH", (string?)played["status"]);
        Assert.Equal(400, (int?)(await simulated.Api(HttpMethod.Get, "/members/taro"))["body"]!["points"]);
        await simulated.Advance("PT1S");
        Assert.Single(simulated.Told, "AUTH");
    }

    [Theory]
    [InlineData("status=SALES",                  "status SALES: it is AUTH")]
    [InlineData("status=AUTH&step=10",           "step 10: the flow has not come there")]
    [InlineData("status=AUTH&notifications=9",   "9 notifications taken: 3 of 3 are")]
    [InlineData("answered=SALES",                "an answer to the notification of SALES: there is no such notification")]
    public async Task A_wait_that_is_over_tells_the_first_thing_that_does_not_hold(string asked, string unmet)
    {
        await using var simulated = await Simulated.Start();
        var order = await simulated.Executes("WAIT-1");
        await simulated.Plays(order);
        await simulated.Advance("PT1S");
        var answer = await simulated.Api(HttpMethod.Get, $"/transactions/{order.AccessId}/wait?{asked}&timeoutSeconds=0.01");
        Assert.Equal(408, (int?)answer["http"]);
        Assert.Equal($"Waited 0.01 s for {unmet}.", (string?)answer["body"]!["detail"]);
        Assert.NotEmpty(answer["body"]!["transaction"]!["timeline"]!.AsArray());
    }

    [Theory]
    [InlineData("status=AUTH,CAPTURE&step=9&notifications=3&answered=AUTH", 200)]
    [InlineData("", 400)]
    [InlineData("status=NONE", 400)]
    [InlineData("step=12", 400)]
    [InlineData("notifications=0", 400)]
    [InlineData("answered=AUTH,SALES", 400)]
    [InlineData("status=AUTH&timeoutSeconds=soon", 400)]
    public async Task What_can_be_waited_for(string asked, int http)
    {
        await using var simulated = await Simulated.Start();
        var order = await simulated.Executes("WAIT-2");
        await simulated.Plays(order);
        Assert.Equal(http, (int?)(await simulated.Api(HttpMethod.Get, $"/transactions/{order.AccessId}/wait?{asked}"))["http"]);
    }

    [Fact]
    public async Task A_merchant_s_wrong_answer_can_be_waited_for()
    {
        await using var simulated = await Simulated.Start(merchantSays: "<html>");
        var order = await simulated.Executes("WAIT-3");
        await simulated.Plays(order);
        Assert.Equal(200, (int?)(await simulated.Api(HttpMethod.Get, $"/transactions/{order.AccessId}/wait?answered=AUTH"))["http"]);
        Assert.Equal(408, (int?)(await simulated.Api(HttpMethod.Get, $"/transactions/{order.AccessId}/wait?step=9&timeoutSeconds=0.01"))["http"]);
    }

    // Two clicks are on their way at once: which of them is answered first is nobody's to say.
    static List<string> Unordered(IEnumerable<string> lines)
    {
        var list = lines.ToList();
        var pays = list.FindAll(line => line.StartsWith("pays:", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        return [.. list.Where(line => !line.StartsWith("pays:", StringComparison.Ordinal)), .. pays];
    }
}
