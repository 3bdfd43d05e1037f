#pragma warning disable format // aligned tables
using System.Net;
using KantanSim.Tests.Infrastructure;
using KantanSim.Wire;

namespace KantanSim.Tests.Journeys;

/// <summary>Faults that a scenario injects into requests and responses between merchant and gateway.</summary>
public sealed class FaultJourneyTests
{
    // Matches ポット, the item name of the fixture's payments.
    const string ByItem = "name: by-item\nmatch: { item: ポ* }\nrules: [{ when: walletOpened, then: cancel }]\n";

    [Theory]
    [InlineData("received",  "drop",                          "nothing",  "AUTH")]
    [InlineData("received",  "{ httpStatus: { code: 502 } }", "HTTP 502", "AUTH")]
    [InlineData("answering", "drop",                          "nothing",  "SALES")]
    [InlineData("answering", "httpStatus",                    "HTTP 503", "SALES")]
    [InlineData("answering", "garble",                        "garbled",  "SALES")]
    public async Task Capture_with_a_lost_request_or_answer_can_be_retried(string when, string then, string answer, string status)
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("lost",
            $"name: lost\nrules:\n  - {{ when: {when}, match: {{ operation: RecruitSales }}, then: {then}, times: 1 }}\n");
        var order = await simulated.Pay("LOST-1", scenario: "lost");
        Assert.Equal(answer, await Capture(simulated, order));
        Assert.Equal(status, (await simulated.SearchTrade(order))["Status"]);
        // M01054004 means that the payment is captured already.
        Assert.Equal(status == "AUTH" ? "SALES" : "M01054004", await Capture(simulated, order));
        Assert.Equal("SALES", (await simulated.SearchTrade(order))["Status"]);
        Assert.Contains(await simulated.TimelineOf(order), line => line.Note == "as the scenario says");
    }

    [Fact]
    public async Task Armed_scenario_that_drops_a_registration_applies_to_its_retry()
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("dropped",
            "name: dropped\nrules: [{ when: received, match: { operation: EntryTranRecruit, attempt: 1 }, then: drop }]\n");
        await simulated.Send(HttpMethod.Post, "/scenarios/arm", new { scenario = "dropped", times = 1 });
        await Assert.ThrowsAsync<HttpRequestException>(() => simulated.RegisterPayment("DROP-1"));
        Assert.Single(await simulated.ArmedScenarios());
        var order = await simulated.RegisterPayment("DROP-1");
        Assert.Equal("dropped", (await simulated.TransactionOf(order)).Scenario);
        Assert.Empty(await simulated.ArmedScenarios());
    }

    [Fact]
    public async Task Delayed_answer_is_sent_when_simulated_time_has_passed()
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("slow",
            "name: slow\nrules: [{ when: answering, match: { operation: ExecTranRecruit }, then: { delay: { by: PT1H } } }]\n");
        var order = await simulated.RegisterPayment("SLOW-1", "slow");
        var executing = simulated.CallOperation(
            "ExecTranRecruit", order, ("RetURL", $"{simulated.Merchant.Url}/return"), ("ItemName", "Pot"));
        await simulated.Until(async () =>
            (await simulated.TimelineOf(order)).Any(line => line.What == "answer of ExecTranRecruit: delayed by PT1H"));
        Assert.False(executing.IsCompleted);
        await simulated.Advance("PT1H");
        Assert.NotEmpty((await executing)["Token"]);
    }

    [Fact]
    public async Task Time_of_day_in_a_match_is_Japan_time()
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("night",
            "name: night\nrules:\n"
            + "  - { when: deciding, match: { operation: RecruitSales, time: 02:00-04:00 }, then: { refuse: { errors: RC2000104 } } }\n");
        var order = await simulated.Pay("NIGHT-1", scenario: "night");
        await simulated.AdvanceTo("2026-01-16T02:30:00+09:00");
        Assert.Equal("RC2000104", await Capture(simulated, order));
        await simulated.Advance("PT2H");
        Assert.Equal("SALES", await Capture(simulated, order));
    }

    [Theory]
    [InlineData(null,      "by-item")]
    [InlineData("success", "success")]
    public async Task Item_name_selects_a_scenario_when_the_registration_names_none(string? named, string scenario)
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("by-item", ByItem);
        var order = await simulated.RequestPayment("ITEM-1", named);
        Assert.Equal(scenario, (await simulated.TransactionOf(order)).Scenario);
    }

    [Fact]
    public async Task Scenario_selected_by_item_name_states_the_match_as_its_reason()
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("by-item", ByItem);
        var order = await simulated.RequestPayment("ITEM-1");
        Assert.Equal("match on item ポ*", (await simulated.TransactionOf(order)).ScenarioReason);
    }

    static async Task<string> Capture(SimulatorFixture simulated, TestOrder order)
    {
        try
        {
            using var answer = await simulated.Raw("RecruitSales", order);
            if (answer.StatusCode != HttpStatusCode.OK) return $"HTTP {(int)answer.StatusCode}";
            var body = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            var fields = ResponseBody.Read(body).ToDictionary(field => field.Key, field => field.Value);
            return fields.GetValueOrDefault("Status") ?? fields.GetValueOrDefault("ErrInfo") ?? "garbled";
        }
        catch (HttpRequestException)
        {
            return "nothing";
        }
    }
}
