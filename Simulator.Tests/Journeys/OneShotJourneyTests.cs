using System.Net;
using KantanSim.Tests.Kit;
using KantanSim.Wire;

namespace KantanSim.Tests.Journeys;

/// <summary>Whole payments over HTTP: one for each scenario, and what follows a sale.</summary>
public sealed class OneShotJourneys
{
    [Fact]
    public async Task Success_is_authorised_notified_captured_and_deposited()
    {
        await using var simulated = await Simulated.Start();
        var order = await simulated.Executes("HAPPY-1");
        var played = await simulated.Plays(order, """{"action":"approve","member":"taro","points":100,"coupon":"SHOP200"}""");
        Assert.Equal("AUTH", (string?)played["status"]);
        Assert.Equal(200, (int?)played["returned"]!["httpStatus"]);
        Assert.Equal("SALES", (await simulated.Operates("RecruitSales", order))["Status"]);
        await simulated.Advance("P1D");

        Assert.Equal(["REQSUCCESS", "AUTHPROCESS", "AUTH", "SALES"], simulated.Told);
        var transaction = await simulated.Transaction(order);
        Assert.Equal((700, 100, 200), ((int)transaction["card"]!, (int)transaction["points"]!, (int)transaction["shopCoupon"]!));
        var steps = transaction["timeline"]!.AsArray().Select(line => (int?)line!["step"]).OfType<int>().Distinct().Order();
        Assert.Equal(Enumerable.Range(1, 11), steps);
        var deposit = (await simulated.Api(HttpMethod.Get, "/deposits?shopId=tshop00000001"))["body"]!["items"]![0]!;
        Assert.Equal((1000, 800, "2026-01-15"), ((int)deposit["gross"]!, (int)deposit["net"]!, (string?)deposit["closingDate"]));
    }

    [Theory]
    [InlineData("cancel", "PAYFAIL", "RC1000009")]
    [InlineData("timeout", "EXPIRED", "RC1000002")]
    [InlineData("points-only", "AUTH", null)]
    [InlineData("success", "AUTH", null)]
    public async Task A_scenario_plays_without_a_person(string scenario, string status, string? errInfo)
    {
        await using var simulated = await Simulated.Start();
        var order = await simulated.Executes("PLAY-1", scenario);
        await simulated.Plays(order);
        await simulated.Api(HttpMethod.Get, $"/transactions/{order.AccessId}/wait?step=9");
        var transaction = await simulated.Transaction(order);
        Assert.Equal((status, errInfo, scenario), ((string?)transaction["status"], (string?)transaction["errInfo"], (string?)transaction["scenario"]));
        Assert.Equal(status, simulated.Told[^1]);
    }

    [Fact]
    public async Task A_consumer_who_never_comes_lets_the_payment_expire()
    {
        await using var simulated = await Simulated.Start();
        var order = await simulated.Executes("NEVER-1", "timeout");
        await simulated.Advance("PT119S");
        Assert.Equal("REQSUCCESS", (string?)(await simulated.Transaction(order))["status"]);
        await simulated.Advance("PT1S");
        Assert.Equal("EXPIRED", (string?)(await simulated.Transaction(order))["status"]);
        Assert.Equal(["REQSUCCESS", "EXPIRED"], simulated.Told);
    }

    [Fact]
    public async Task A_browser_that_follows_StartURL_ends_at_RetURL_without_a_person()
    {
        await using var simulated = await Simulated.Start();
        var order = await simulated.Executes("BROWSER-1", "cancel");
        using var start = await simulated.Get($"/payment/RecruitStart.idPass?AccessID={order.AccessId}&Token={Uri.EscapeDataString(order.Token)}");
        using var wallet = await simulated.Get(start.Headers.Location!.ToString());
        using var back = await simulated.Get(wallet.Headers.Location!.ToString());
        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect, HttpStatusCode.OK), (start.StatusCode, wallet.StatusCode, back.StatusCode));
        var page = Cp932.Decode(await back.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Contains($"{simulated.Merchant.Url}/return", page, StringComparison.Ordinal);
        Assert.Contains("RC1000009", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_is_not_0_is_tried_again_five_times_an_hour_apart()
    {
        await using var simulated = await Simulated.Start(merchantSays: "1");
        var order = await simulated.Executes("RETRY-1");
        await simulated.Advance("PT1S");
        Assert.Single(simulated.Told);
        await simulated.Advance("P1D");
        var notification = (await simulated.Api(HttpMethod.Get, $"/notifications?accessId={order.AccessId}&state=failed"))["body"]!["items"]![0]!;
        Assert.Equal(6, notification["attempts"]!.AsArray().Count);
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_restart()
    {
        var data = Directory.CreateTempSubdirectory();
        Order order;
        await using (var before = await Simulated.Start(data.FullName))
        {
            order = await before.Executes("KEPT-1");
            await before.Plays(order, """{"action":"approve"}""");
        }
        await using (var after = await Simulated.Start(data.FullName))
        {
            Assert.Equal("AUTH", (string?)(await after.Transaction(order))["status"]);
            Assert.Equal("M01004010", (await after.Call("EntryTranRecruit", null, ("ShopID", "tshop00000001"), ("ShopPass", "kantansim1"),
                ("OrderID", "KEPT-1"), ("JobCd", "AUTH"), ("Amount", "1")))["ErrInfo"]);
        }
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task All_errors_of_a_call_come_together()
    {
        await using var simulated = await Simulated.Start();
        var answer = await simulated.Call("EntryTranRecruit", null, ("ShopID", "tshop00000001"), ("ShopPass", "wrong"), ("OrderID", "a_b"), ("JobCd", "X"), ("Amount", "1x"));
        Assert.Equal("M01004013|M01054010|M01005006|M01002002", answer["ErrInfo"]);
        Assert.Equal("M01|M01|M01|M01", answer["ErrCode"]);
    }
}
