using System.Net;
using KantanSim.Tests.Kit;
using KantanSim.Wire;

namespace KantanSim.Tests.Journeys;

/// <summary>What goes wrong between merchant and gateway, on the way there and on the way back.</summary>
public sealed class FaultJourneys
{
    [Theory]
    [InlineData("received",  "drop",                        "nothing",  "AUTH")]
    [InlineData("received",  "{ httpStatus: { code: 502 } }", "HTTP 502", "AUTH")]
    [InlineData("answering", "drop",                        "nothing",  "SALES")]
    [InlineData("answering", "httpStatus",                  "HTTP 503", "SALES")]
    [InlineData("answering", "garble",                      "garbled",  "SALES")]
    public async Task A_capture_that_is_lost_on_the_way_there_or_back(string when, string then, string gets, string status)
    {
        await using var simulated = await Simulated.Playing("lost",
            $"name: lost\nrules:\n  - {{ when: {when}, match: {{ operation: RecruitSales }}, then: {then}, times: 1 }}\n");
        var order = await simulated.Pays("LOST-1", scenario: "lost");
        Assert.Equal(gets, await Got(simulated, order));
        Assert.Equal(status, (await simulated.Looks(order))["Status"]);
        // The merchant tries again: either it is done now, or it hears that it was done.
        Assert.Equal(status == "AUTH" ? "SALES" : "M01054004", await Got(simulated, order));
        Assert.Equal("SALES", (await simulated.Looks(order))["Status"]);
        Assert.Contains((await simulated.Transaction(order))["timeline"]!.AsArray(), line => (string?)line!["note"] == "as the scenario says");
    }

    [Fact]
    public async Task A_registration_that_is_dropped_once_is_made_at_the_second_try()
    {
        await using var simulated = await Simulated.Playing("dropped", "name: dropped\nrules: [{ when: received, match: { operation: EntryTranRecruit, attempt: 1 }, then: drop }]\n");
        await simulated.Api(HttpMethod.Post, "/scenarios/arm", """{"scenario":"dropped","times":1}""");
        await Assert.ThrowsAsync<HttpRequestException>(() => simulated.Enters("DROP-1"));
        Assert.Single((await simulated.Api(HttpMethod.Get, "/scenarios/armed"))["body"]!["items"]!.AsArray());
        var order = await simulated.Enters("DROP-1");
        Assert.Equal("dropped", (string?)(await simulated.Transaction(order))["scenario"]);
        Assert.Empty((await simulated.Api(HttpMethod.Get, "/scenarios/armed"))["body"]!["items"]!.AsArray());
    }

    [Fact]
    public async Task An_answer_comes_as_late_as_the_scenario_says_and_simulated_time_brings_it()
    {
        await using var simulated = await Simulated.Playing("slow", "name: slow\nrules: [{ when: answering, match: { operation: ExecTranRecruit }, then: { delay: { by: PT1H } } }]\n");
        var executing = simulated.Executes("SLOW-1", "slow");
        await simulated.Until(async () => (await simulated.Api(HttpMethod.Get, "/transactions"))["body"]!["items"]!.AsArray() is [{ } one]
            && (await simulated.Api(HttpMethod.Get, $"/transactions/{one["accessId"]}"))["body"]!["timeline"]!.AsArray().Any(line => (string?)line!["what"] == "answer of ExecTranRecruit: delayed by PT1H"));
        Assert.False(executing.IsCompleted);
        await simulated.Advance("PT1H");
        Assert.NotEmpty((await executing).Token);
    }

    [Fact]
    public async Task A_maintenance_window_is_a_time_of_the_day_in_Japan()
    {
        await using var simulated = await Simulated.Playing("night",
            "name: night\nrules: [{ when: deciding, match: { operation: RecruitSales, time: 02:00-04:00 }, then: { refuse: { errors: RC2000104 } } }]\n");
        var order = await simulated.Pays("NIGHT-1", scenario: "night");
        await simulated.Api(HttpMethod.Post, "/clock/advance", """{"to":"2026-01-16T02:30:00+09:00"}""");
        Assert.Equal("RC2000104", await Got(simulated, order));
        await simulated.Advance("PT2H");
        Assert.Equal("SALES", await Got(simulated, order));
    }

    [Fact]
    public async Task An_item_s_name_chooses_when_nothing_better_did()
    {
        await using var simulated = await Simulated.Playing("by-item", "name: by-item\nmatch: { item: ポ* }\nrules: [{ when: walletOpened, then: cancel }]\n");
        var order = await simulated.Executes("ITEM-1");
        var transaction = await simulated.Transaction(order);
        Assert.Equal(("by-item", "match on item ポ*"), ((string?)transaction["scenario"], (string?)transaction["scenarioReason"]));
        Assert.Equal("success", (string?)(await simulated.Transaction(await simulated.Executes("ITEM-2", "success")))["scenario"]);
    }

    [Theory]
    [InlineData("{ send: { times: 3 } }",                                            "AUTH AUTH AUTH")]
    [InlineData("{ send: { times: 2, together: true } }",                            "AUTH AUTH")]
    [InlineData("{ send: { again: P1D } }",                                          "AUTH AUTH")]
    [InlineData("{ send: { fields: { Status: CANCEL, Amount: '{{ total + 1 }}' } } }", "CANCEL")]
    [InlineData("{ delay: { by: PT90M } }",                                          "AUTH")]
    [InlineData("omit",                                                              "")]
    public async Task A_notification_sent_in_another_way(string then, string expected)
    {
        await using var simulated = await Simulated.Playing("notices", $"name: notices\nrules: [{{ when: notifying, match: {{ status: AUTH }}, then: {then} }}]\n");
        await simulated.Pays("NOTICE-1", scenario: "notices");
        await simulated.Advance("PT1S");
        if (then.Contains("PT90M", StringComparison.Ordinal)) Assert.DoesNotContain("AUTH", simulated.Told);
        await simulated.Advance("P3D");
        Assert.Equal(expected, string.Join(' ', simulated.Told.Skip(2)));
        if (then.Contains("Amount", StringComparison.Ordinal)) Assert.Equal("1001", simulated.Received("/notify")[2]["Amount"]);
    }

    static async Task<string> Got(Simulated simulated, Order order)
    {
        try
        {
            using var answer = await simulated.Raw("RecruitSales", order);
            if (answer.StatusCode != HttpStatusCode.OK) return $"HTTP {(int)answer.StatusCode}";
            var fields = ResponseBody.Read(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ToDictionary(field => field.Key, field => field.Value);
            return fields.GetValueOrDefault("Status") ?? fields.GetValueOrDefault("ErrInfo") ?? "garbled";
        }
        catch (HttpRequestException)
        {
            return "nothing";
        }
    }
}
