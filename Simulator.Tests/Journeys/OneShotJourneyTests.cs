#pragma warning disable format // aligned tables
using System.Net;
using KantanSim.Tests.Infrastructure;
using KantanSim.Wire;

namespace KantanSim.Tests.Journeys;

/// <summary>Whole one-shot payments over HTTP.</summary>
public sealed class OneShotJourneyTests
{
    [Fact]
    public async Task Approved_payment_is_notified_captured_and_deposited()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RequestPayment("HAPPY-1");
        var played = await simulated.PlayConsumer(order, new { action = "approve", member = "taro", points = 100, coupon = "SHOP200" });
        Assert.Equal(("AUTH", 200), (played.Status, played.Returned!.HttpStatus));
        Assert.Equal("SALES", (await simulated.CallOperation("RecruitSales", order))["Status"]);
        await simulated.Advance("P1D");

        Assert.Equal(["REQSUCCESS", "AUTHPROCESS", "AUTH", "SALES"], simulated.NotifiedStatuses);
        var transaction = await simulated.TransactionOf(order);
        Assert.Equal((700, 100, 200), (transaction.Card, transaction.Points, transaction.ShopCoupon));
        Assert.Equal(Enumerable.Range(1, 11), transaction.Timeline!.Select(line => line.Step).OfType<int>().Distinct().Order());
        var deposit = Assert.Single(await simulated.Deposits());
        Assert.Equal((1000, 800, new DateOnly(2026, 1, 15)), (deposit.Gross, deposit.Net, deposit.ClosingDate));
    }

    [Theory]
    [InlineData("cancel",      "PAYFAIL", "RC1000009")]
    [InlineData("timeout",     "EXPIRED", "RC1000002")]
    [InlineData("points-only", "AUTH",    null)]
    [InlineData("success",     "AUTH",    null)]
    public async Task Scenario_runs_without_a_person(string scenario, string status, string? errInfo)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RequestPayment("PLAY-1", scenario);
        await simulated.PlayConsumer(order);
        var transaction = await simulated.WaitFor(order, "step=9");
        Assert.Equal((status, errInfo, scenario), (transaction.Status, transaction.ErrInfo, transaction.Scenario));
        Assert.Equal(status, simulated.NotifiedStatuses[^1]);
    }

    [Fact]
    public async Task Payment_expires_when_the_consumer_never_arrives()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RequestPayment("NEVER-1", "timeout");
        await simulated.Advance("PT119S");
        Assert.Equal("REQSUCCESS", await simulated.Status(order));
        await simulated.Advance("PT1S");
        Assert.Equal("EXPIRED", await simulated.Status(order));
        Assert.Equal(["REQSUCCESS", "EXPIRED"], simulated.NotifiedStatuses);
    }

    [Fact]
    public async Task Browser_is_redirected_from_StartURL_to_RetURL_when_the_scenario_decides()
    {
        await using var simulated = await SimulatorFixture.Start();
        using var start = await simulated.OpenStartUrl(await simulated.RequestPayment("BROWSER-1", "cancel"));
        using var wallet = await simulated.Get(start.Headers.Location!.ToString());
        using var back = await simulated.Get(wallet.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.Redirect, wallet.StatusCode);
        Assert.Equal(HttpStatusCode.OK, back.StatusCode);
        var page = Cp932.Decode(await back.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Contains($"{simulated.Merchant.Url}/return", page, StringComparison.Ordinal);
        Assert.Contains("RC1000009", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejected_notification_is_retried_five_times_an_hour_apart()
    {
        await using var simulated = await SimulatorFixture.Start(merchantSays: "1");
        var order = await simulated.RequestPayment("RETRY-1");
        await simulated.Advance("P1D");
        var attempts = Assert.Single(await simulated.NotificationsOf(order, "failed"), one => one.Status == "REQSUCCESS").Attempts;
        Assert.Equal(Enumerable.Range(0, 6).Select(hours => attempts[0].At.AddHours(hours)), attempts.Select(attempt => attempt.At));
    }

    [Fact]
    public async Task Acknowledged_payment_survives_a_restart()
    {
        var data = Directory.CreateTempSubdirectory();
        TestOrder order;
        await using (var before = await SimulatorFixture.Start(data.FullName))
        {
            order = await before.RequestPayment("KEPT-1");
            await before.PlayConsumer(order, "approve");
        }
        await using (var after = await SimulatorFixture.Start(data.FullName))
        {
            Assert.Equal("AUTH", await after.Status(order));
            var again = await after.Call("EntryTranRecruit", null,
                ("ShopID", "tshop00000001"), ("ShopPass", "kantansim1"), ("OrderID", "KEPT-1"), ("JobCd", "AUTH"), ("Amount", "1"));
            Assert.Equal("M01004010", again["ErrInfo"]);
        }
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task Registration_reports_all_its_errors_at_once()
    {
        await using var simulated = await SimulatorFixture.Start();
        var answer = await simulated.Call("EntryTranRecruit", null,
            ("ShopID", "tshop00000001"), ("ShopPass", "wrong"), ("OrderID", "a_b"), ("JobCd", "X"), ("Amount", "1x"));
        Assert.Equal("M01004013|M01054010|M01005006|M01002002", answer["ErrInfo"]);
        Assert.Equal("M01|M01|M01|M01", answer["ErrCode"]);
    }
}
