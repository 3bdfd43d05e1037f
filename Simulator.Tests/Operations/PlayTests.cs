using System.Text.Json.Nodes;
using KantanSim.Tests.Advice;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Operations;

/// <summary><c>POST /api/scenarios/{name}/play</c>: a whole payment in a shop's place.</summary>
public sealed class PlayTests
{
    [Fact]
    public async Task Payment_is_played_to_its_end_and_the_shop_gets_its_notifications()
    {
        await using var simulated = await SimulatorFixture.Start();
        var played = await Play(simulated, "wallet-declines", """{"orderId":"P-1","amount":1234}""");
        var transaction = played["transaction"]!;
        Assert.Equal(
            (true, "P-1", "PAYFAIL", 1234),
            ((bool)played["complete"]!, (string)played["orderId"]!, (string)transaction["status"]!, (int)transaction["amount"]!));
        Assert.Equal($"{simulated.Url}/payments/{transaction["accessId"]}", (string?)played["page"]);
        Assert.Contains(simulated.Received("/notify"), fields => fields["OrderID"] == "P-1" && fields["Status"] == "PAYFAIL");
    }

    [Fact]
    public async Task Plays_of_one_shop_follow_each_other_so_that_none_moves_the_others_clock()
    {
        await using var simulated = await SimulatorFixture.Start();
        var played = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Play(simulated, "notification-omitted-once")));
        Assert.All(played, one => Assert.Equal((true, "AUTH"), ((bool)one["complete"]!, (string?)one["transaction"]!["status"])));
        Assert.Equal(["PLAY-1", "PLAY-2", "PLAY-3"], played.Select(one => (string)one["orderId"]!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Calls_are_made_over_HTTP_and_recorded()
    {
        await using var simulated = await SimulatorFixture.Start();
        await Play(simulated, "registration-dropped", """{"orderId":"P-2"}""");
        var calls = await simulated.Calls("?orderId=P-2");
        Assert.Equal(["EntryTranRecruit", "EntryTranRecruit", "ExecTranRecruit"], calls.Reverse().Select(call => call.Api));
    }

    [Fact]
    public async Task Calls_are_not_judged_as_the_shops()
    {
        await using var simulated = await SimulatorFixture.Start();
        // A sale without an inquiry after the result, which the advice finds when a shop makes it.
        var played = await Play(simulated, "sale-answer-hangs");
        await simulated.Advance("PT2H");
        Assert.Empty(await simulated.Advice());
        Assert.Contains("sent by KantanSim, which plays a scenario in the shop", played.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shop_is_not_blamed_for_what_it_could_not_do()
    {
        await using var simulated = await SimulatorFixture.Start();
        await Play(simulated, "notification-omitted-once");
        // After a day without a search, and after the validity of the authorisation.
        await simulated.Advance("P100D");
        Assert.Empty(await simulated.Advice());
    }

    [Fact]
    public async Task Shop_is_judged_by_its_answers_to_notifications_and_not_by_a_return_to_KantanSim()
    {
        await using var simulated = await SimulatorFixture.Start();
        simulated.MerchantAnswers("/notify", 500);
        await Play(simulated, "success");
        Assert.Empty(await simulated.Advice("return-failed"));
        await simulated.Advance("PT5H");
        Assert.Equal(["notification-never-received"], (await simulated.Advice()).Select(finding => finding.Rule).Distinct());
    }

    [Fact]
    public async Task Shop_is_judged_by_its_answers_to_notifications_of_a_consumer_who_never_comes_back()
    {
        await using var simulated = await SimulatorFixture.Start();
        simulated.MerchantAnswers("/notify", 500);
        await Play(simulated, "only-the-notification");
        await simulated.Advance("PT5H");
        Assert.NotEmpty(await simulated.Advice("notification-never-received"));
    }

    [Fact]
    public async Task Shop_is_judged_by_its_answer_to_a_return_to_its_own_page()
    {
        await using var simulated = await SimulatorFixture.Start();
        simulated.MerchantAnswers("/return", 500);
        await Play(simulated, "success", $$"""{"returnUrl":"{{simulated.Merchant.Url}}/return"}""");
        Assert.Equal(["return-failed"], (await simulated.Advice()).Select(finding => finding.Rule));
    }

    [Fact]
    public async Task Advances_move_the_clock_of_the_shop_alone()
    {
        await using var simulated = await SimulatorFixture.Start();
        var played = await Play(simulated, "notification-omitted-once");
        Assert.Equal((true, "PT1H"), ((bool)played["complete"]!, (string?)played["advanced"]));
        Assert.Equal(DateTimeOffset.Parse("2026-01-15T01:00:00Z", null), (DateTimeOffset)played["now"]!);
        Assert.Equal(DateTimeOffset.Parse("2026-01-15T00:00:00Z", null), (await simulated.Clock()).Now);
        Assert.Single(simulated.Received("/notify"), fields => fields["Status"] == "AUTH");
    }

    [Fact]
    public async Task Script_ends_before_an_advance_that_is_not_wanted()
    {
        await using var simulated = await SimulatorFixture.Start();
        var played = await Play(simulated, "notification-omitted-once", """{"advance":false}""");
        Assert.Equal((false, null), ((bool)played["complete"]!, (string?)played["advanced"]));
        Assert.Equal(["EntryTranRecruit", "ExecTranRecruit", "play", "SearchTradeMulti"], Steps(played));
        Assert.DoesNotContain(simulated.Received("/notify"), fields => fields["Status"] == "AUTH");
    }

    [Fact]
    public async Task Script_ends_at_the_first_step_that_gets_something_else()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Send(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}", new { recruit = "None" });
        var played = await Play(simulated, "success");
        Assert.False((bool)played["complete"]!);
        var last = played["steps"]!.AsArray()[^1]!;
        Assert.Equal("ok", (string?)last["expected"]);
        Assert.NotEqual("ok", (string?)last["got"]);
        Assert.DoesNotContain("play", Steps(played));
    }

    [Fact]
    public async Task Orders_without_an_id_are_counted_and_skip_those_in_use()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.RegisterPayment("PLAY-1");
        Assert.Equal("PLAY-2", (string?)(await Play(simulated, "success"))["orderId"]);
        Assert.Equal("PLAY-3", (string?)(await Play(simulated, "success"))["orderId"]);
    }

    [Fact]
    public async Task Shop_is_the_only_one_or_has_to_be_named()
    {
        await using var simulated = await SimulatorFixture.Start();
        Assert.Equal(TestOrder.FirstShop, (string?)(await Play(simulated, "success"))["shopId"]);
        await simulated.AddsShop("aaa1");
        var problem = await simulated.ProblemOf(HttpMethod.Post, "/scenarios/success/play", new { });
        Assert.Equal(
            "shopId is missing; allowed: one of aaa1, tshop00000001; it is required when there is more than one shop", problem.Detail);
        Assert.Equal("aaa1", (string?)(await Play(simulated, "success", """{"shopId":"aaa1"}"""))["shopId"]);
    }

    [Fact]
    public async Task Order_that_has_a_payment_is_a_conflict()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.RegisterPayment("P-3");
        var problem = await simulated.ProblemOf(HttpMethod.Post, "/scenarios/success/play", new { orderId = "P-3" });
        Assert.Equal(409, problem.Status);
        Assert.StartsWith(
            "Order P-3 of shop tshop00000001 has a payment already; its status is ", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_scenario_is_not_found_and_the_nearest_are_named()
    {
        await using var simulated = await SimulatorFixture.Start();
        var problem = await simulated.ProblemOf(HttpMethod.Post, "/scenarios/cancle/play");
        Assert.Equal(404, problem.Status);
        Assert.Contains("the nearest are cancel", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scenario_can_be_named_with_its_folder()
    {
        await using var simulated = await SimulatorFixture.Start();
        Assert.Equal("browser-comes-first", (string?)(await Play(simulated, "browser%2Fbrowser-comes-first"))["scenario"]);
        var problem = await simulated.ProblemOf(HttpMethod.Post, "/scenarios/no%2Fsuch/play");
        Assert.StartsWith("There is no scenario \"no/such\"; ", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_faults_of_the_body_are_named()
    {
        await using var simulated = await SimulatorFixture.Start();
        var problem = await simulated.ProblemOf(HttpMethod.Post, "/scenarios/success/play",
            new { shopId = "tshop00000002", orderId = "a b", amount = 0, returnUrl = "back", advance = 3, speed = 1 });
        Assert.Equal(400, problem.Status);
        Assert.All(
            ["shopId is \"tshop00000002\"; allowed: one of tshop00000001", "orderId is \"a b\"", "amount is \"0\"",
                "returnUrl is \"back\"", "advance is \"3\"", "speed is "],
            part => Assert.Contains(part, problem.Detail, StringComparison.Ordinal));
    }

    static async Task<JsonNode> Play(SimulatorFixture simulated, string scenario, string? body = null)
    {
        var answer = await simulated.CallApi(HttpMethod.Post, $"/scenarios/{scenario}/play", body);
        Assert.True((int)answer["http"]! == 200, answer.ToJsonString());
        return answer["body"]!;
    }

    static IEnumerable<string> Steps(JsonNode played) => played["steps"]!.AsArray().Select(step => (string)step!["do"]!);
}
