using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Advice;

/// <summary>Findings over the control API, and that they stay.</summary>
public sealed class AdviceTests
{
    [Fact]
    public async Task Finding_has_its_rule_sentence_remedy_and_evidence()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.LosesAnswer("LOST-1");
        await simulated.Advance("PT1H");
        var finding = Assert.Single(await simulated.Advice(rule: "lost-answer-not-searched"));
        Assert.Equal(
            ("warning", "tshop00000001", "LOST-1", order.AccessId),
            (finding.Severity, finding.ShopId, finding.OrderId, finding.AccessId));
        Assert.Equal("The connection of ExecTranRecruit broke at 09:00, "
            + "and your shop did not get the outcome from SearchTradeMulti within an hour.",
            finding.Sentence);
        Assert.StartsWith("After a lost answer ask SearchTradeMulti", finding.Remedy, StringComparison.Ordinal);
        Assert.Equal("docs/merchant.md#lost-answer-not-searched", finding.Help);
        Assert.Equal(["ExecTranRecruit"], finding.Evidence.Select(entry => entry.What));
    }

    [Fact]
    public async Task Lost_answer_is_no_finding_before_an_hour_has_passed_or_when_the_shop_has_searched()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.LosesAnswer("LOST-1");
        await simulated.LosesAnswer("LOST-2");
        await simulated.SearchTrade(order);
        await simulated.Advance("PT59M");
        Assert.Empty(await simulated.Advice("lost-answer-not-searched"));
        await simulated.Advance("PT1M");
        Assert.Equal(["LOST-2"], (await simulated.Advice("lost-answer-not-searched")).Select(finding => finding.OrderId));
    }

    [Fact]
    public async Task Redirected_notification_names_the_target_and_the_next_try()
    {
        using var merchant = new RawMerchant("HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Send(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}", new { notifyUrl = merchant.Url });
        var order = await simulated.Pay("REDIRECT-1");
        await simulated.Advance("PT0S");
        var findings = await simulated.Advice("notification-redirect");
        Assert.All(findings, finding => Assert.Equal(("error", order.AccessId), (finding.Severity, finding.AccessId)));
        Assert.Contains(
            "The notification AUTH of 09:00 was redirected. Your shop answered 302 to /login; the gateway does not follow redirects. "
                + "Next try at 10:00.",
            findings.Select(finding => finding.Sentence));
    }
}
