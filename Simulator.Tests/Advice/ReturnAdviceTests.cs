using KantanSim.Advice.Rules.Return;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Advice;

/// <summary>What the advice says about the consumer's way to the wallet and back.</summary>
public sealed class ReturnAdviceTests
{
    [Theory]
    [InlineData(500, 200, "error")]
    [InlineData(404, 200, "error")]
    [InlineData(399, 200, null)]
    [InlineData(200, 500, "warning")]
    [InlineData(500, 500, null)]
    public async Task Return_and_notification_have_to_work_both(int returned, int notified, string? severity)
    {
        await using var simulated = await SimulatorFixture.Start();
        simulated.MerchantAnswers("/return", returned);
        simulated.MerchantAnswers("/notify", notified, "0");
        await simulated.Pay("RETURN-1");
        await simulated.Advance("PT0S");
        var findings = await simulated.AdviceOf(ReturnRules.All);
        Assert.Equal(severity is null ? [] : [("return-failed", severity)], findings.Select(finding => (finding.Rule, finding.Severity)));
        Assert.All(findings, finding => Assert.Equal(2, finding.Evidence.Length));
    }

    [Fact]
    public async Task Failed_return_names_its_URL_and_status()
    {
        await using var simulated = await SimulatorFixture.Start();
        simulated.MerchantAnswers("/return", 500);
        await simulated.Pay("RETURN-1");
        await simulated.Advance("PT0S");
        Assert.Equal(
            $"Your shop answered 500 to the browser's return to {simulated.Merchant.Url}/return at 09:00, although it answered 0 to the "
                + "notification AUTH.",
            Assert.Single(await simulated.AdviceOf(ReturnRules.All)).Sentence);
    }

    [Fact]
    public async Task Notification_that_fails_beside_the_return_says_why()
    {
        await using var simulated = await SimulatorFixture.Start();
        simulated.MerchantAnswers("/notify", 500);
        await simulated.Pay("RETURN-1");
        await simulated.Advance("PT0S");
        Assert.Equal(
            "Your shop answered 200 to the browser's return, but did not take the notification AUTH. "
                + "Your shop answered 500 instead of 200 with the body 0. Next try at 10:00.",
            Assert.Single(await simulated.AdviceOf(ReturnRules.All)).Sentence);
        simulated.MerchantSays("0");
        await simulated.Advance("PT1H");
        Assert.Empty(await simulated.AdviceOf(ReturnRules.All));
    }

    [Theory]
    [InlineData(500, "", 1)]
    [InlineData(404, "", 1)]
    [InlineData(200, "OK", 0)]
    [InlineData(200, "1", 0)]
    [InlineData(200, "\uFEFF0", 0)]
    [InlineData(302, "", 0)]
    [InlineData(403, "", 0)]
    public async Task Notification_that_fails_beside_the_return_is_told_while_no_other_rule_tells_it(int status, string body, int found)
    {
        await using var simulated = await SimulatorFixture.Start();
        simulated.MerchantAnswers("/notify", status, body);
        await simulated.Pay("RETURN-1");
        await simulated.Advance("PT0S");
        Assert.Equal(found, (await simulated.AdviceOf(ReturnRules.All)).Length);
        // All tries are over.
        await simulated.Advance("PT5H");
        Assert.Empty(await simulated.AdviceOf(ReturnRules.All));
    }

    [Fact]
    public async Task Notification_that_finds_nobody_beside_the_return_is_told_until_it_is_lost()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Send(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}", new { notifyUrl = "http://127.0.0.1:1/notify" });
        await simulated.Pay("RETURN-1");
        await simulated.Advance("PT0S");
        Assert.Equal(["return-failed"], (await simulated.Advice()).Select(finding => finding.Rule));
        await simulated.Advance("PT5H");
        Assert.Equal(["notification-never-received"], (await simulated.Advice()).Select(finding => finding.Rule));
    }

    [Theory]
    // The shop may refuse a false return, and may report a failed payment to the consumer with 4xx.
    [InlineData("return-forged-status", 403, false)]
    [InlineData("return-of-another-order", 404, false)]
    [InlineData("cancel", 402, false)]
    [InlineData("cancel", 500, true)]
    [InlineData("only-the-browser", 500, false)]
    [InlineData("return-doubled", 500, true)]
    public async Task Return_is_judged_by_what_the_scenario_has_posted(string scenario, int status, bool isFault)
    {
        await using var simulated = await SimulatorFixture.Start();
        simulated.MerchantAnswers("/return", status);
        var order = await simulated.RequestPayment("RETURN-1", scenario);
        await simulated.PlayConsumer(order);
        await simulated.Advance("P1D");
        Assert.NotEmpty(simulated.Received("/return"));
        Assert.Equal(isFault, (await simulated.AdviceOf(ReturnRules.All)).Length > 0);
    }

    [Fact]
    public async Task Relative_RetURL_is_a_warning()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RegisterPayment("RELATIVE-1");
        await simulated.CallOperation("ExecTranRecruit", order, ("RetURL", "/return"), ("ItemName", "pot"));
        var finding = Assert.Single(await simulated.AdviceOf(ReturnRules.All));
        Assert.Equal(("return-url-unreachable", "warning"), (finding.Rule, finding.Severity));
        Assert.Equal("RetURL “/return” is not an absolute http or https URL; browsers cannot be sent there.", finding.Sentence);
        Assert.Equal(["ExecTranRecruit"], finding.Evidence.Select(entry => entry.What));
    }

    [Fact]
    public async Task Loopback_RetURL_is_a_warning_when_consumers_come_by_another_host()
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--KantanSim:PublicUrl=https://sim.example");
        await simulated.RequestPayment("LOOPBACK-1");
        var finding = Assert.Single(await simulated.AdviceOf(ReturnRules.All));
        Assert.Equal(
            $"RetURL {simulated.Merchant.Url}/return is the consumer's own machine, because consumers open KantanSim at "
                + "https://sim.example and not on this machine.",
            finding.Sentence);
    }

    [Fact]
    public async Task Token_whose_plus_became_a_space_is_a_warning()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await RequestWithPlus(simulated);
        using var good = await simulated.OpenStartUrl(order);
        Assert.Empty(await simulated.AdviceOf(ReturnRules.All));
        using var bad = await simulated.Get($"/payment/RecruitStart.idPass?AccessID={order.AccessId}&Token={order.Token}");
        var finding = Assert.Single(await simulated.AdviceOf(ReturnRules.All));
        Assert.Equal(("token-plus-lost", "warning", order.OrderId), (finding.Rule, finding.Severity, finding.OrderId));
        Assert.Equal(
            "The browser opened RecruitStart at 09:00 with a Token whose + had become a space; the gateway refused it with RC1000007.",
            finding.Sentence);
        Assert.Equal(["RecruitStart refused"], finding.Evidence.Select(entry => entry.What));
    }

    [Fact]
    public async Task Token_that_is_wrong_in_another_way_is_no_lost_plus()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await RequestWithPlus(simulated);
        using var bad = await simulated.Get($"/payment/RecruitStart.idPass?AccessID={order.AccessId}&Token=x");
        Assert.Empty(await simulated.AdviceOf(ReturnRules.All));
    }

    // About two of three Tokens have a plus.
    static async Task<TestOrder> RequestWithPlus(SimulatorFixture simulated)
    {
        for (var number = 1; ; number++)
        {
            var order = await simulated.RequestPayment($"PLUS-{number}");
            if (order.Token.Contains('+', StringComparison.Ordinal)) return order;
        }
    }
}
