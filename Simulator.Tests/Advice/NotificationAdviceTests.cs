using KantanSim.Advice;
using KantanSim.Advice.Rules.Notifications;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Advice;

/// <summary>What the advice says about a shop's answers to notifications.</summary>
public sealed class NotificationAdviceTests
{
    [Theory]
    [InlineData(200, "<html>Thanks</html>", "notification-answer-body", "error",
        "Your shop answered the notification AUTH at 09:00 with 200 and a page of HTML; the gateway expects the body 0. Next try at 10:00.")]
    [InlineData(200, """{"ok":true}""", "notification-answer-body", "error",
        "Your shop answered the notification AUTH at 09:00 with 200 and JSON; the gateway expects the body 0. Next try at 10:00.")]
    [InlineData(200, "OK", "notification-answer-body", "error",
        "Your shop answered the notification AUTH at 09:00 with 200 and the body “OK”; the gateway expects the body 0. Next try at 10:00.")]
    [InlineData(307, "", "notification-redirect", "error",
        "The notification AUTH of 09:00 was redirected. Your shop answered 307 without Location; "
            + "the gateway does not follow redirects. Next try at 10:00.")]
    [InlineData(401, "", "notification-login-wall", "warning",
        "Your shop answered 401 to the notification AUTH at 09:00. Your shop answered 401 without WWW-Authenticate: "
            + "it requires a sign-in, which the gateway cannot do. Next try at 10:00.")]
    [InlineData(403, "", "notification-login-wall", "warning",
        "Your shop answered 403 to the notification AUTH at 09:00: a login, a firewall or a CSRF check keeps the gateway out. Next try at 10:00.")]
    [InlineData(419, "", "notification-login-wall", "warning",
        "Your shop answered 419 to the notification AUTH at 09:00: its CSRF check wants a token, which the gateway does not have. "
            + "Next try at 10:00.")]
    [InlineData(200, "0\n", "notification-answer-padded", "review",
        "Your shop answered the notification AUTH at 09:00 with white space around the 0; only 0 is known to be accepted.")]
    [InlineData(200, "\uFEFF0", "notification-answer-padded", "review",
        "Your shop answered the notification AUTH at 09:00 with a byte order mark before the 0; only 0 is known to be accepted. "
            + "Next try at 10:00.")]
    [InlineData(200, "1", "notification-answered-1", "warning",
        "Your shop answered 1 (NG) to the notification AUTH at 09:00; the gateway counts it as not received. Next try at 10:00.")]
    public async Task Wrong_answer_is_one_finding_of_a_payment(int status, string body, string rule, string severity, string sentence)
    {
        await using var simulated = await SimulatorFixture.Start();
        simulated.MerchantAnswers("/notify", status, body);
        var order = await simulated.Pay("ANSWER-1");
        await simulated.Advance("PT0S");
        var finding = Assert.Single(await simulated.AdviceOf(NotificationsRules.All));
        Assert.Equal((rule, severity, order.AccessId, sentence), (finding.Rule, finding.Severity, finding.AccessId, finding.Sentence));
        Assert.Equal(
            ["REQSUCCESS", "AUTHPROCESS", "AUTH"],
            finding.Evidence.Select(entry => entry.What.Split(' ')[2]));
    }

    [Theory]
    [InlineData("success")]
    [InlineData("cancel")]
    [InlineData("notification-doubled")]
    [InlineData("notification-doubled-at-once")]
    [InlineData("notification-repeated-next-day")]
    [InlineData("notification-forged-amount")]
    [InlineData("notification-with-a-new-field")]
    [InlineData("notification-after-a-connectivity-test")]
    [InlineData("notification-omitted-once")]
    [InlineData("notification-omitted-for-ever")]
    [InlineData("notification-arrives-at-the-sixth-try")]
    [InlineData("notification-a-day-late")]
    [InlineData("browser-never-comes-back")]
    public async Task Shop_that_answers_0_gets_no_finding_whatever_the_scenario_does(string scenario)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RequestPayment("GOOD-1", scenario);
        await simulated.PlayConsumer(order);
        await simulated.Advance("P2D");
        Assert.Empty(await simulated.AdviceOf(NotificationsRules.All));
    }

    [Theory]
    [InlineData(500, "Your shop answered 500 instead of 200 with the body 0.")]
    [InlineData(404, "Your shop answered 404 instead of 200 with the body 0.")]
    [InlineData(200, "Your shop answered 200 with an empty body instead of 0.")]
    public async Task Notification_that_is_never_received_is_an_error_once_all_tries_are_used_up(int status, string cause)
    {
        await using var simulated = await SimulatorFixture.Start();
        simulated.MerchantAnswers("/notify", status);
        await simulated.Pay("NEVER-1");
        await simulated.Advance("PT4H59M59S");
        Assert.Empty(await simulated.Advice("notification-never-received"));
        await simulated.Advance("PT1S");
        var finding = await simulated.Finding("notification-never-received");
        Assert.Equal(
            $"{cause} That was the last of 18 tries to deliver the notifications REQSUCCESS, AUTHPROCESS and AUTH, at 14:00; "
                + "none was answered with 0.",
            finding.Sentence);
        Assert.Equal(("error", Rule.MaxEvidence), (finding.Severity, finding.Evidence.Length));
    }

    [Fact]
    public async Task Notifications_that_are_never_received_for_different_causes_are_different_findings()
    {
        await using var simulated = await SimulatorFixture.Start();
        simulated.MerchantAnswers("/notify", 500);
        simulated.MerchantAnswers("/notify", 404, ifBodyHas: "Status=AUTH&");
        await simulated.Pay("NEVER-2");
        await simulated.Advance("PT5H");
        Assert.Equal(
            ["Your shop answered 404 instead of 200 with the body 0. That was the last of 6 tries to deliver the notification AUTH, "
                + "at 14:00; none was answered with 0.",
                "Your shop answered 500 instead of 200 with the body 0. That was the last of 12 tries to deliver the notifications "
                + "REQSUCCESS and AUTHPROCESS, at 14:00; none was answered with 0."],
            (await simulated.Sentences("notification-never-received")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Refused_connection_is_the_shops_fault()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Send(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}", new { notifyUrl = "http://127.0.0.1:1/notify" });
        await simulated.Pay("REFUSED-1");
        await simulated.Advance("PT5H");
        Assert.StartsWith(
            "Nothing listens on 127.0.0.1:1: the connection was refused. That was the last of 18 tries",
            (await simulated.Finding("notification-never-received")).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_that_KantanSim_refuses_is_not_the_shops_error()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Send(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}", new { notifyUrl = "http://203.0.113.5/notify" });
        await simulated.Pay("REFUSED-2");
        await simulated.Advance("PT5H");
        var finding = Assert.Single(await simulated.AdviceOf(NotificationsRules.All));
        Assert.Equal(("notification-never-received", "warning"), (finding.Rule, finding.Severity));
        Assert.StartsWith(
            "KantanSim has sent nothing to your shop in 18 tries to deliver the notifications REQSUCCESS, AUTHPROCESS and AUTH, the last at "
                + "14:00. The host 203.0.113.5 is not among those that KantanSim:NotifyAllow allows",
            finding.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notification_that_is_received_at_the_second_try_is_late()
    {
        await using var simulated = await SimulatorFixture.Start();
        simulated.MerchantAnswers("/notify", 503);
        await simulated.Pay("LATE-1");
        await simulated.Advance("PT0S");
        Assert.Empty(await simulated.Advice("notification-received-late"));
        simulated.MerchantSays("0");
        await simulated.Advance("PT1H");
        var findings = await simulated.Advice("notification-received-late");
        Assert.All(findings, finding => Assert.Equal("warning", finding.Severity));
        Assert.Contains(
            "Your shop answered 0 to the notification AUTH only at try 2, at 10:00. "
                + "The first one, at 09:00: Your shop answered 503 instead of 200 with the body 0.",
            findings.Select(finding => finding.Sentence));
        Assert.Equal(
            ["result notification AUTH (attempt 1)", "result notification AUTH (attempt 2)"],
            findings.Single(finding => finding.Sentence.Contains(" AUTH ", StringComparison.Ordinal)).Evidence.Select(entry => entry.What));
    }

    [Theory]
    [InlineData("notification-forged-amount", "Amount=999", false)]
    [InlineData("notification-of-another-shop", "ShopID=othershop", false)]
    [InlineData("notification-with-a-new-field", "RcCampaign", true)]
    public async Task Shop_may_refuse_a_false_notification_but_not_an_additional_field(string scenario, string sent, bool isFault)
    {
        await using var simulated = await SimulatorFixture.Start();
        simulated.MerchantAnswers("/notify", 403, ifBodyHas: sent);
        var order = await simulated.RequestPayment("FALSE-1", scenario);
        await simulated.PlayConsumer(order);
        await simulated.Advance("PT6H");
        // The scenario has sent it.
        Assert.Contains(await simulated.NotificationsOf(order), notification => notification.State == "failed");
        Assert.Equal(isFault, (await simulated.AdviceOf(NotificationsRules.All)).Length > 0);
    }

    [Fact]
    public async Task Repeated_notification_that_fails_is_an_error()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Pay("AGAIN-1", scenario: "notification-repeated-next-day");
        await simulated.Advance("PT0S");
        simulated.MerchantAnswers("/notify", 500);
        await simulated.Advance("P1D");
        var finding = Assert.Single(await simulated.AdviceOf(NotificationsRules.All));
        Assert.Equal(("notification-duplicate-error", "error"), (finding.Rule, finding.Severity));
        Assert.Equal(
            "Your shop answered 500 to the notification AUTH at 09:00, although it had answered 0 to the same one at 2026-01-15 09:00.",
            finding.Sentence);
        Assert.Equal(
            ["result notification AUTH (attempt 1)", "result notification AUTH (attempt 2)"],
            finding.Evidence.Select(entry => entry.What));
    }

    [Theory]
    [InlineData(200, "0", null, "")]
    [InlineData(200, "0\n", null, "")]
    [InlineData(200, "1", "warning", "200 with the body “1”")]
    [InlineData(200, "<html>", "warning", "200 with a page of HTML")]
    [InlineData(302, "0", "warning", "302")]
    [InlineData(400, "0", "warning", "400")]
    [InlineData(499, "0", "warning", "499")]
    [InlineData(500, "0", "error", "500")]
    public async Task Connectivity_test_that_fails_is_a_finding_of_the_shop(int status, string body, string? severity, string answer)
    {
        await using var simulated = await SimulatorFixture.Start();
        simulated.MerchantAnswers("/notify", status, body);
        await simulated.Send(HttpMethod.Post, $"/shops/{TestOrder.FirstShop}/connectivity-test");
        var findings = await simulated.Advice("connectivity-test-error");
        Assert.Equal(severity is null ? [] : [severity], findings.Select(finding => finding.Severity));
        Assert.All(findings, finding =>
        {
            Assert.Equal((TestOrder.FirstShop, null), (finding.ShopId, finding.OrderId));
            Assert.Equal(
                $"Your shop answered {answer} to the connectivity test at {simulated.Merchant.Url}/notify, at 09:00; it has to answer 0, "
                    + "although the test names no order.",
                finding.Sentence);
            Assert.Equal([$"{simulated.Merchant.Url}/notify"], finding.Evidence.Select(entry => entry.What));
        });
    }

    [Fact]
    public async Task Failed_connectivity_test_is_no_finding_any_more_after_one_that_succeeded()
    {
        await using var simulated = await SimulatorFixture.Start();
        simulated.MerchantAnswers("/notify", 500, "0");
        await simulated.Send(HttpMethod.Post, $"/shops/{TestOrder.FirstShop}/connectivity-test");
        Assert.Single(await simulated.Advice("connectivity-test-error"));
        simulated.MerchantAnswers("/notify", 200, "0");
        await simulated.Send(HttpMethod.Post, $"/shops/{TestOrder.FirstShop}/connectivity-test");
        Assert.Empty(await simulated.Advice("connectivity-test-error"));
    }

    [Fact]
    public async Task Connectivity_test_of_a_scenario_is_judged_with_its_payment()
    {
        await using var simulated = await SimulatorFixture.Start();
        simulated.MerchantAnswers("/notify", 500, ifBodyHas: "E00000000");
        await simulated.Pay("TEST-1", scenario: "notification-after-a-connectivity-test");
        await simulated.Advance("PT0S");
        var finding = Assert.Single(await simulated.AdviceOf(NotificationsRules.All));
        Assert.Equal(("connectivity-test-error", "error", "TEST-1"), (finding.Rule, finding.Severity, finding.OrderId));
        Assert.Single(finding.Evidence);
    }

    [Fact]
    public async Task Missing_notification_URL_is_a_warning_unless_the_shop_asks_for_the_result()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Send(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}", new { notifyUrl = "" });
        var silent = await simulated.Pay("SILENT-1");
        var polling = await simulated.Pay("POLLING-1");
        await simulated.Advance("PT59M59S");
        await simulated.SearchTrade(polling);
        Assert.Empty(await simulated.AdviceOf(NotificationsRules.All));
        await simulated.Advance("PT6H");
        var finding = Assert.Single(await simulated.AdviceOf(NotificationsRules.All));
        Assert.Equal(("notification-url-missing", "warning", "SILENT-1"), (finding.Rule, finding.Severity, finding.OrderId));
        Assert.Equal(
            "The payment's result of 09:00 was not notified, because shop tshop00000001 has no notification URL, and your shop has not "
                + "searched for it since.",
            finding.Sentence);
        Assert.Equal(["completion notice: AUTH"], finding.Evidence.Select(entry => entry.What));
        await simulated.SearchTrade(silent);
        Assert.Empty(await simulated.AdviceOf(NotificationsRules.All));
    }
}
