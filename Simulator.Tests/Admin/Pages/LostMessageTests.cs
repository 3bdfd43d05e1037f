using System.Net;
using System.Text.RegularExpressions;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Admin.Pages;

/// <summary>A message that did not arrive is drawn with a cross on a payment's page and in its Mermaid copy.</summary>
public sealed partial class LostMessageTests
{
    [Theory]
    [InlineData("en", "not sent: the scenario omits it, no fault of the shop", "The shop has not received the AUTH notification: "
        + "the scenario omits it, which is no fault of the shop. Next try in 60 minutes.")]
    [InlineData("ja", "未送信：シナリオの指定による省略で、お店の不備ではありません",
        "お店は AUTH の結果通知を受信していません：シナリオの指定により送信していません（お店の不備ではありません）。次の送信は60分後です。")]
    public async Task Omitted_notification_is_no_fault_of_the_shop(string language, string why, string sentence)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("OMIT-1", scenario: "notification-omitted-for-ever");
        await simulated.Advance("PT1S");
        var page = await Page(simulated, order, language);
        var message = Assert.Single(Lost(page));
        Assert.Contains("scripted", message, StringComparison.Ordinal);
        Assert.Contains(why, message, StringComparison.Ordinal);
        Assert.Contains($"<li class=\"muted\" data-testid=\"sentence\">{sentence}<", page, StringComparison.Ordinal);
        Assert.Matches(@"\n  G-xM: 9 result notification AUTH \(attempt 1\) \(not sent: the scenario omits it", page);
    }

    [Theory]
    [InlineData("en", "not delivered", "The shop has not received the AUTH notification: "
        + "http://127.0.0.1:1/notify was not reached (1 try). "
        + "Nothing listens on 127.0.0.1:1: the connection was refused. Next try in 60 minutes.")]
    [InlineData("ja", "配信できませんでした",
        "お店は AUTH の結果通知を受信していません：http://127.0.0.1:1/notify に接続できません（送信1回）。"
        + "127.0.0.1:1 で待ち受けているプログラムがありません（接続拒否）。次の送信は60分後です。")]
    public async Task Refused_connection_is_named_with_its_URL_and_its_cause(string language, string why, string sentence)
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Send(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}", new { notifyUrl = "http://127.0.0.1:1/notify" });
        var order = await simulated.Pay("REFUSED-1");
        await simulated.Advance("PT1S");
        var page = await Page(simulated, order, language);
        Assert.All(Lost(page), message => Assert.Contains(why, message, StringComparison.Ordinal));
        Assert.All(Lost(page), message => Assert.DoesNotContain("scripted", message, StringComparison.Ordinal));
        Assert.Contains($"<li class=\"bad\" data-testid=\"sentence\">{sentence}<", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notification_without_a_URL_is_drawn_as_not_sent()
    {
        await using var simulated = await SimulatorFixture.Start(merchantSays: "1");
        var order = await simulated.Pay("NO-URL-1");
        await simulated.Advance("PT1S");
        await simulated.Send(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}", new { notifyUrl = "" });
        await simulated.Advance("PT1H");
        var page = await Page(simulated, order, "en");
        Assert.All(Lost(page), message => Assert.Contains("not sent: the shop has no notification URL", message, StringComparison.Ordinal));
        Assert.Equal(3, Lost(page).Count);
        Assert.Contains("The shop has not received the AUTH notification: it has no notification URL. ", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notification_that_the_shop_answered_with_something_else_has_arrived()
    {
        await using var simulated = await SimulatorFixture.Start(merchantSays: "<html>thanks</html>");
        var order = await simulated.Pay("HTML-1");
        await simulated.Advance("PT1S");
        var page = await Page(simulated, order, "en");
        Assert.Empty(Lost(page));
        Assert.DoesNotContain("G-xM", page, StringComparison.Ordinal);
        Assert.Contains($"{simulated.Merchant.Url}/notify answered 200, but not with 0 (1 try).", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("drop", "not received: the connection was broken off")]
    [InlineData("hang: { for: PT1M }", "not received: the call was left without an answer")]
    [InlineData("httpStatus: { code: 503 }", "not received: HTTP 503 came instead")]
    public async Task Lost_result_of_a_payment_request_is_drawn_as_not_received(string action, string why)
    {
        var rule = $$"""{ when: answering, match: { operation: ExecTranRecruit }, then: {{Then(action)}} }""";
        await using var simulated = await StartWith(rule);
        var order = await simulated.RegisterPayment("RESULT-1", "lost");
        var page = await PageAfter(
            simulated, order, "ExecTranRecruit", ("RetURL", $"{simulated.Merchant.Url}/return"), ("ItemName", "pot"));
        var message = Assert.Single(Lost(page));
        Assert.Contains("data-step=\"5\"", message, StringComparison.Ordinal);
        Assert.Contains(why, message, StringComparison.Ordinal);
        Assert.Matches(@"\n  G-xM: 5 result of ExecTranRecruit \(not received", page);
    }

    [Theory]
    [InlineData("answering", "answer of RecruitCancel: connection broken off")]
    [InlineData("received", "RecruitCancel has come: connection broken off")]
    public async Task Lost_answer_of_another_call_is_an_arrow_that_does_not_arrive(string hook, string what)
    {
        await using var simulated = await StartWith($$"""{ when: {{hook}}, match: { operation: RecruitCancel }, then: drop }""");
        var order = await simulated.RegisterPayment("ANSWER-1", "lost");
        var page = await PageAfter(simulated, order, "RecruitCancel");
        Assert.Contains(what, Assert.Single(Lost(page)), StringComparison.Ordinal);
        Assert.Contains($"\n  G-xM: {what} (as the scenario says)\n", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wallet-unreachable", "not received: the gateway does not hear of it", "W-xG: 8 completion notice")]
    [InlineData("only-the-notification", "as the scenario says", "G-xM: the browser never comes back")]
    public async Task Message_that_a_scenario_keeps_back_is_drawn_as_not_received(string scenario, string why, string arrow)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RequestPayment("KEPT-1", scenario);
        await simulated.PlayConsumer(order);
        var page = await Page(simulated, order, "en");
        Assert.Contains(why, Assert.Single(Lost(page)), StringComparison.Ordinal);
        Assert.Contains(arrow, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Good_payment_has_no_lost_message()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("GOOD-1");
        await simulated.Advance("PT1S");
        Assert.Empty(Lost(await Page(simulated, order, "en")));
    }

    static string Then(string action) => action.Contains(':', StringComparison.Ordinal) ? $"{{ {action} }}" : action;

    static Task<SimulatorFixture> StartWith(string rule) => SimulatorFixture.StartWithScenarios("lost", $$"""
        name: lost
        title: { en: lost, ja: 紛失 }
        description: { en: an answer is lost, ja: 応答が失われる }
        rules:
          - {{rule}}
        """);

    // A call that hangs ends when the clock is advanced.
    static async Task<string> PageAfter(
        SimulatorFixture simulated, TestOrder order, string api, params (string Name, string Value)[] more)
    {
        var call = simulated.Raw(api, order, more);
        await simulated.Until(async () => Lost(await Page(simulated, order, "en")).Count > 0);
        var page = await Page(simulated, order, "en");
        await simulated.Advance("PT1M");
        await call.ContinueWith(
            ended => ended.Exception ?? (object)ended.Result, TestContext.Current.CancellationToken, TaskContinuationOptions.None,
            TaskScheduler.Default);
        return page;
    }

    static async Task<string> Page(SimulatorFixture simulated, TestOrder order, string language)
    {
        using var answer = await simulated.Get($"/payments/{order.AccessId}?lang={language}");
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    static List<string> Lost(string page) => [.. LostMessage().Matches(page).Select(match => match.Value)];

    [GeneratedRegex("<li class=\"[^\"]* lost[^>]*>.*?</summary>", RegexOptions.Singleline)]
    private static partial Regex LostMessage();
}
