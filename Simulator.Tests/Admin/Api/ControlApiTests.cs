using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Admin.Api;

/// <summary>The control API: what its calls do, and how they refuse invalid requests.</summary>
public sealed class ControlApiTests
{
    [Theory]
    [InlineData("GET", "/transactions/unknown", null, 404)]
    [InlineData("GET", "/transactions?limit=0", null, 400)]
    [InlineData("GET", "/transactions?status=NOPE", null, 400)]
    [InlineData("GET", "/transactions?cursor=x", null, 400)]
    [InlineData("POST", "/transactions/unknown/consumer", """{"action":"play"}""", 404)]
    [InlineData("GET", "/notifications?state=odd", null, 400)]
    [InlineData("POST", "/notifications/unknown-1/resend", null, 404)]
    [InlineData("GET", "/scenarios/unknown", null, 404)]
    [InlineData("POST", "/scenarios/arm", """{"scenario":"unknown"}""", 400)]
    [InlineData("POST", "/scenarios/arm", """{"scenario":"cancel","times":0}""", 400)]
    [InlineData("POST", "/clock/advance", """{"by":"-PT1H"}""", 400)]
    [InlineData("POST", "/clock/advance", """{"by":"tomorrow"}""", 400)]
    [InlineData("POST", "/clock/advance", "{}", 400)]
    [InlineData("PUT", "/clock", """{"mode":"backwards"}""", 400)]
    [InlineData("POST", "/shops", """{"shopId":"a_b","shopPass":"p"}""", 400)]
    [InlineData("POST", "/shops", """{"shopId":"tshop00000001","shopPass":"p"}""", 409)]
    [InlineData("GET", "/shops/unknown", null, 404)]
    [InlineData("DELETE", "/members/unknown", null, 404)]
    [InlineData("POST", "/reset", "not json", 400)]
    [InlineData("GET", "/nothing", null, 404)]
    public async Task Invalid_request_is_answered_with_a_problem_document(string verb, string path, string? json, int status)
    {
        await using var simulated = await SimulatorFixture.Start();
        var answer = await simulated.CallApi(new(verb), path, json);
        Assert.Equal((status, status), ((int)answer["http"]!, (int)answer["body"]!["status"]!));
        Assert.NotEmpty((string)answer["body"]!["title"]!);
    }

    [Theory]
    [InlineData("/api/members")]
    [InlineData("/api/members/hanako")]
    public async Task Answer_does_not_escape_Japanese(string path)
    {
        await using var simulated = await SimulatorFixture.Start();
        using var answer = await simulated.Get(path);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal("application/json; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Contains("花子", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Armed_scenario_is_played_as_often_as_it_says_by_matching_orders_only()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.CallApi(HttpMethod.Post, "/scenarios/arm", """{"scenario":"cancel","times":1,"orderId":"ARM-*"}""");
        Assert.Equal("success", await Scenario("OTHER-1"));
        Assert.Equal("cancel", await Scenario("ARM-1"));
        Assert.Equal("success", await Scenario("ARM-2"));

        async Task<string?> Scenario(string orderId) =>
            (string?)(await simulated.Transaction(await simulated.RegisterPayment(orderId)))["scenario"];
    }

    [Fact]
    public async Task Scenario_is_selected_by_the_match_of_its_file_or_by_the_shop()
    {
        await using var simulated = await SimulatorFixture.Start();
        Assert.Equal("points-only", (string?)(await simulated.Transaction(await simulated.RegisterPayment("SIM-POINTS-1")))["scenario"]);
        await simulated.CallApi(HttpMethod.Put, "/shops/tshop00000001", """{"scenario":"timeout"}""");
        var transaction = await simulated.Transaction(await simulated.RegisterPayment("SHOP-1"));
        Assert.Equal(("timeout", "scenario of shop tshop00000001"),
            ((string?)transaction["scenario"], (string?)transaction["scenarioReason"]));
    }

    [Fact]
    public async Task Resent_notification_arrives_again()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RequestPayment("AGAIN-1");
        await simulated.Advance("PT0S");
        await simulated.CallApi(HttpMethod.Post, $"/notifications/{order.AccessId}-1/resend");
        await simulated.Advance("PT0S");
        Assert.Equal(["REQSUCCESS", "REQSUCCESS"], simulated.NotifiedStatuses);
    }

    [Fact]
    public async Task Reset_deletes_everything_and_frees_the_order_id()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RequestPayment("RESET-1", jobCd: "CAPTURE");
        await simulated.PostConsumerAction(order);
        await simulated.Advance("P20D");
        Assert.Equal(1, (int)(await simulated.CallApi(HttpMethod.Post, "/reset", "{}"))["body"]!["forgotten"]!);
        foreach (var list in new[] { "/transactions", "/notifications", "/deposits" })
            Assert.Empty((await simulated.CallApi(HttpMethod.Get, list))["body"]!["items"]!.AsArray());
        await simulated.RegisterPayment("RESET-1");
    }

    [Fact]
    public async Task Reset_of_one_shop_does_not_change_others()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.CallApi(HttpMethod.Post, "/shops", """{"shopId":"other1","shopPass":"p"}""");
        var ofFirstShop = await simulated.RequestPayment("KEPT-1");
        await simulated.Call("EntryTranRecruit", null,
            ("ShopID", "other1"), ("ShopPass", "p"), ("OrderID", "GONE-1"), ("JobCd", "AUTH"), ("Amount", "1"));
        Assert.Equal(1, (int)(await simulated.CallApi(HttpMethod.Post, "/reset", """{"shopId":"other1"}"""))["body"]!["forgotten"]!);
        Assert.Equal("REQSUCCESS", (string?)(await simulated.Transaction(ofFirstShop))["status"]);
    }

    [Fact]
    public async Task List_is_paged_newest_first()
    {
        await using var simulated = await SimulatorFixture.Start();
        foreach (var number in Enumerable.Range(1, 40)) await simulated.RegisterPayment($"PAGE-{number}");
        var seen = new List<string>();
        string? cursor = "";
        while (cursor is not null)
        {
            var page = (await simulated.CallApi(HttpMethod.Get,
                $"/transactions?limit=15{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}"))["body"]!;
            seen.AddRange(page["items"]!.AsArray().Select(item => (string)item!["orderId"]!));
            cursor = (string?)page["cursor"];
        }
        Assert.Equal(Enumerable.Range(1, 40).Reverse().Select(number => $"PAGE-{number}"), seen);
    }

    [Fact]
    public async Task Wait_that_times_out_is_answered_with_408_and_the_transaction()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RequestPayment("WAIT-1");
        var answer = await simulated.CallApi(HttpMethod.Get, $"/transactions/{order.AccessId}/wait?status=AUTH&timeoutSeconds=0");
        Assert.Equal((408, "REQSUCCESS"), ((int)answer["http"]!, (string?)answer["body"]!["transaction"]!["status"]));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/deposits")]
    [InlineData("/scenarios")]
    [InlineData("/traffic")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/healthz/live")]
    [InlineData("/healthz/ready")]
    public async Task Page_answers_and_escapes_what_callers_sent(string path)
    {
        await using var simulated = await SimulatorFixture.Start();
        // The refused order id is shown among the calls.
        await simulated.Call("EntryTranRecruit", null, ("OrderID", "<i>hostile</i>"));
        using var answer = await simulated.Get(path);
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.DoesNotContain("<i>hostile", await TextOf(answer), StringComparison.Ordinal);
    }

    static Task<string> TextOf(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
