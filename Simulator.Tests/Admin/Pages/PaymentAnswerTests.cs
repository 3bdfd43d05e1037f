using System.Net;
using System.Text.RegularExpressions;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Admin.Pages;

/// <summary>What a payment's page says first: what happened, whose fault it is, and what comes next; and how it names messages.</summary>
public sealed class PaymentAnswerTests
{
    [Theory]
    [InlineData("notification-omitted-once", "approve", "The scenario", "result notification AUTH (attempt 1): not sent")]
    [InlineData("notification-forged-amount", "approve", "The scenario", "result notification AUTH sent with Amount 999 instead of 1000")]
    [InlineData("return-forged-status", "cancel", "The scenario", "RetURL sent with Status AUTH instead of PAYFAIL")]
    [InlineData("success", "cancel", "The consumer", "cancels")]
    public async Task Fault_of_another_party_is_named_with_its_message(string scenario, string action, string who, string what)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RequestPayment("FAULT-1", scenario);
        await simulated.PlayConsumer(order, action);
        await simulated.Advance("PT1S");
        var blamed = Part(await Page(simulated, order, "en"), "blamed", "</p>");
        Assert.Contains($"<b>{who}</b>: <a href=\"#m", blamed, StringComparison.Ordinal);
        Assert.Contains(what, blamed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "sent with Amount 999 instead of 1000",
        "9 result notification AUTH (attempt 1) sent with Amount 999 instead of 1000")]
    [InlineData("ja", "Amount を 1000 から 999 に変えて送信", "<dt>Amount</dt><dd>1000 → 999</dd>")]
    public async Task Message_that_the_scenario_altered_says_so_on_its_arrow(string language, string sent, string elsewhere)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("ALTERED-1", scenario: "notification-forged-amount");
        await simulated.Advance("PT1S");
        var page = await Page(simulated, order, language);
        Assert.Contains(sent, Assert.Single(Regex.Matches(page, "data-testid=\"altered\">[^/]+</small>")).Value, StringComparison.Ordinal);
        Assert.Contains(elsewhere, page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "<b>What to do</b>: A good merchant compares Amount with its own order")]
    [InlineData("ja", "<b>お店の対応</b>：良い加盟店は、Amount を自身の注文と照合し")]
    public async Task Fault_of_the_scenario_is_followed_by_what_a_good_shop_does(string language, string what)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("FAULT-3", scenario: "notification-forged-amount");
        await simulated.Advance("PT1S");
        Assert.Contains(what, await Page(simulated, order, language), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lost_answer_is_described_once()
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("lost",
            "name: lost\nrules: [{ when: answering, match: { operation: RecruitSales }, then: drop }]\n");
        var order = await simulated.Pay("FAULT-4", scenario: "lost");
        await Assert.ThrowsAsync<HttpRequestException>(() => simulated.CallOperation("RecruitSales", order));
        var page = await Page(simulated, order, "ja");
        Assert.Contains(">RecruitSales の応答：接続を切断</a>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("接続が切断されました", page, StringComparison.Ordinal);
        Assert.Contains("<small class=\"why\">未着</small>", page, StringComparison.Ordinal);
        Assert.Contains("応答（お店には届いていません）", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Good_payment_names_no_fault()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("FAULT-2");
        var page = await Page(simulated, order, "en");
        Assert.DoesNotContain("data-testid=\"blamed\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("data-testid=\"finding\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "The authorisation expires", "in 60 days")]
    [InlineData("ja", "仮売上の期限切れ", "60日後")]
    public async Task What_comes_next_has_its_time_in_Japan(string language, string what, string wait)
    {
        await using var simulated = await SimulatorFixture.Start();
        var due = Part(await Page(simulated, await simulated.Pay("NEXT-1"), language), "due", "</ul>");
        Assert.Contains(what, due, StringComparison.OrdinalIgnoreCase);
        Assert.Matches(@"2026-03-16 09:00:00 JST", due);
        Assert.Contains(wait, due, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retries_at_the_same_time_are_one_line()
    {
        await using var simulated = await SimulatorFixture.Start(merchantSays: "1");
        var order = await simulated.Pay("NEXT-2");
        await simulated.Advance("PT1S");
        var due = Part(await Page(simulated, order, "en"), "due", "</ul>");
        Assert.Contains("a result notification is sent ×3", due, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(due, "<li>"));
    }

    [Fact]
    public async Task Notification_that_the_scenario_altered_is_shown_as_it_was_sent()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("ALTERED-2", scenario: "notification-forged-amount");
        await simulated.Advance("PT1S");
        var page = await Page(simulated, order, "en");
        var raws = Regex.Matches(page, "id=\"raw-n(\\d)\"[^>]*>([^<]*)").ToDictionary(
            one => one.Groups[1].Value, one => one.Groups[2].Value);
        Assert.Contains("&Amount=999&", raws["3"], StringComparison.Ordinal);
        Assert.Contains("&Amount=1000&", raws["2"], StringComparison.Ordinal);
        var attempts = page[page.IndexOf("id=\"n3\"", StringComparison.Ordinal)..];
        Assert.Contains("Changed by the scenario</h4><dl class=\"facts small\"><dt>Amount</dt><dd>1000 → 999</dd></dl>", attempts,
            StringComparison.Ordinal);
        Assert.Contains("<dt>Amount</dt><dd>999</dd>", attempts, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("approve", "PT1S", "10 11")]
    [InlineData("approve", "P90D", "")]
    [InlineData("cancel", "PT1S", "")]
    [InlineData("none", "PT1S", "6 7 8 9 10 11")]
    [InlineData("none", "P1D", "")]
    public async Task Only_steps_that_can_still_come_are_drawn_as_to_come(string action, string later, string steps)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RequestPayment("AHEAD-1");
        if (action != "none") await simulated.PlayConsumer(order, action);
        await simulated.Advance(later);
        var page = await Page(simulated, order, "en");
        var ahead = Regex.Matches(page, "data-step=\"(\\d+)\" data-reached=\"false\"").Select(one => one.Groups[1].Value);
        Assert.Equal(steps, string.Join(' ', ahead));
    }

    [Theory]
    [InlineData("PT1S", "(1 try)")]
    [InlineData("P1D", "(6 tries)")]
    public async Task Newest_status_that_the_shop_has_not_received_is_named_first(string later, string tries)
    {
        await using var simulated = await SimulatorFixture.Start(merchantSays: "<html>thanks</html>");
        var order = await simulated.Pay("NEWEST-1");
        await simulated.Advance(later);
        var page = await Page(simulated, order, "en");
        Assert.Contains("The shop has not received the AUTH notification:", page, StringComparison.Ordinal);
        Assert.Contains(tries, page, StringComparison.Ordinal);
        Assert.Contains("Nor has it received: REQSUCCESS, AUTHPROCESS.", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "EntryTranRecruit|registers the payment", "ExecTranRecruit|answers", "RecruitStart|authentication screen")]
    [InlineData("ja", "EntryTranRecruit|取引を登録", "ExecTranRecruit|の応答", "RecruitStart|認証画面へ")]
    public async Task Message_of_a_call_begins_with_the_name_of_the_API(string language, params string[] labels)
    {
        await using var simulated = await SimulatorFixture.Start();
        var page = await Page(simulated, await simulated.Pay("LABEL-1"), language);
        Assert.All(labels.Select(label => label.Split('|')), label =>
            Assert.Contains($"<span class=\"lead api\">{label[0]}</span> <small>{label[1]}</small>", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Refused_call_has_its_code_on_the_arrow()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RequestPayment("LABEL-2");
        await simulated.CallOperation("RecruitSales", order);
        var page = await Page(simulated, order, "en");
        Assert.Contains(
            "<span class=\"lead api\">RecruitSales</span> <small>is refused: M01054004</small>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ids_and_messages_have_copy_buttons_that_are_hidden_without_script_and_the_password_has_none()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("COPY-1");
        var page = await Page(simulated, order, "en");
        var copies = Regex.Matches(page, "<button[^>]*data-copy=\"([^\"]+)\"[^>]*>").ToList();
        Assert.All(copies, button => Assert.Contains(" hidden>", button.Value, StringComparison.Ordinal));
        Assert.All(copies, button => Assert.Contains($" id=\"{button.Groups[1].Value}\"", page, StringComparison.Ordinal));
        Assert.Subset(
            copies.Select(button => button.Groups[1].Value).ToHashSet(),
            new HashSet<string>
            {
                "id-order", "id-access", "id-shop", "id-return", "request-m4", "curl-m4", "raw-n1", "curl-n1", "mermaid",
            });
        Assert.DoesNotContain(order.AccessPass, page, StringComparison.Ordinal);
        Assert.Contains("<dt>AccessPass</dt><dd><code>********</code>", page, StringComparison.Ordinal);
    }

    static async Task<string> Page(SimulatorFixture simulated, TestOrder order, string language)
    {
        using var answer = await simulated.Get($"/payments/{order.AccessId}?lang={language}");
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    static string Part(string page, string testId, string end) =>
        Regex.Match(page, $"data-testid=\"{testId}\">.*?{end}", RegexOptions.Singleline).Value;
}
