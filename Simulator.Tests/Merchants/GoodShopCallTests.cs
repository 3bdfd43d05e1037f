namespace KantanSim.Tests.Merchants;

/// <summary>How a good shop calls the gateway when that does not answer, or refuses.</summary>
public sealed class GoodShopCallTests(GoodShopFixture shared) : IClassFixture<GoodShopFixture>
{
    [Fact]
    public async Task A_call_without_an_answer_is_given_up_after_30_seconds()
    {
        await using var visit = await Buys("registration-hangs");
        Assert.Equal([0, 30], Seconds(visit, "placed", "EntryTranRecruit: no answer in time"));
    }

    [Fact]
    public async Task A_call_is_repeated_after_growing_pauses_when_the_gateway_is_away()
    {
        await using var visit = await Buys("unavailable-three-times");
        Assert.Equal([0, 1, 3, 7], Seconds(visit, "EntryTranRecruit"));
        Assert.True(visit.Order.CanPay);
    }

    [Fact]
    public async Task A_call_is_not_made_a_sixth_time_when_the_fault_stays()
    {
        await using var visit = await Buys("system-fault-for-good");
        Assert.Equal([0, 1, 3, 7, 15], Seconds(visit, "ExecTranRecruit"));
        Assert.Equal(ShopOrderState.Failed, visit.Order.State);
    }

    [Fact]
    public async Task A_call_is_made_once_when_it_is_refused_for_good()
    {
        await using var visit = await Buys("wallet-not-permitted");
        Assert.Equal([0], Seconds(visit, "ExecTranRecruit"));
        Assert.Equal(ShopOrderState.Failed, visit.Order.State);
    }

    [Theory]
    [InlineData("registration-answer-lost")]
    [InlineData("registration-dropped")]
    [InlineData("request-answer-garbled")]
    [InlineData("request-answer-lost")]
    [InlineData("calls-throttled")]
    public async Task A_search_follows_when_a_call_did_not_succeed(string scenario)
    {
        await using var visit = await Buys(scenario);
        var calls = visit.Shop.Records.Log.Where(IsCall).ToList();
        var failed = calls.FindIndex(call => !IsOk(call));
        Assert.StartsWith("SearchTradeMulti", calls[failed + 1].What, StringComparison.Ordinal);
    }

    // Notifications may come at any time.
    static bool IsCall(ShopLogEntry entry) =>
        entry.What.Contains("TranRecruit: ", StringComparison.Ordinal)
        || entry.What.StartsWith("SearchTradeMulti", StringComparison.Ordinal);

    static bool IsOk(ShopLogEntry entry) => entry.What.EndsWith(": ok", StringComparison.Ordinal);

    async Task<ShopVisit> Buys(string scenario)
    {
        var visit = await shared.Visit("search polling only");
        await visit.Arm(scenario);
        await visit.Buy();
        return visit;
    }

    // The seconds after the purchase of the log's entries that begin with one of the texts.
    static IEnumerable<double> Seconds(ShopVisit visit, params string[] texts)
    {
        var log = visit.Shop.Records.Log;
        return log.Where(entry => texts.Any(text => entry.What.StartsWith(text, StringComparison.Ordinal)))
            .Select(entry => (entry.At - log[0].At).TotalSeconds);
    }
}
