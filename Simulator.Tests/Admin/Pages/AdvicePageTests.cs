using System.Text.RegularExpressions;
using KantanSim.Advice;
using KantanSim.Merchants;
using KantanSim.Storage;
using KantanSim.Tests.Advice;
using KantanSim.Tests.Infrastructure;
using KantanSim.Transactions;

namespace KantanSim.Tests.Admin.Pages;

/// <summary>The advice on the pages: on a payment's page, in the list of payments, on its own page and on the shop's page.</summary>
public sealed partial class AdvicePageTests
{
    const string Lost = "lost-answer-not-searched";

    [Theory]
    [InlineData("en", "The connection of ExecTranRecruit broke at 09:00, and your shop did not", "Fix: After a lost answer ask", "Warning")]
    [InlineData("ja", "ExecTranRecruit は接続が切れました。お店は1時間以内に", "対処： 応答が失われたら", "警告")]
    public async Task Payment_page_says_before_its_messages_what_to_fix_and_which_message_shows_it(
        string language, string sentence, string fix, string severity)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.LosesAnswer("LOST-1");
        await simulated.Advance("PT1H");
        var page = await DeskResponse.Get(simulated, $"/payments/{order.AccessId}?lang={language}");
        Assert.Matches("data-testid=\"status\"[^§]*data-testid=\"finding\"[^§]*data-testid=\"flow\"", page.Html);
        Assert.Contains(sentence, page.Text, StringComparison.Ordinal);
        Assert.Contains(fix, page.Text, StringComparison.Ordinal);
        Assert.Matches($"class=\"mark\" data-severity=\"warning\">{severity}<", page.Html);
        Assert.Contains($"<a class=\"small\" href=\"/advice#{Lost}\"", page.Html, StringComparison.Ordinal);
        var message = Regex.Match(page.Html, "href=\"#(m\\d+)\" data-testid=\"finding-message\"").Groups[1].Value;
        Assert.Matches($"<details id=\"{message}\"[^>]*>\\s*<summary>.*ExecTranRecruit", page.Html);
    }

    [Fact]
    public async Task Equal_sentences_of_a_rule_are_shown_once_with_their_number()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RegisterPayment("MANY-1");
        await Store(simulated, order, [.. Enumerable.Range(0, 3).Select(_ => Found("said thrice")), Found("said once")]);
        var page = await DeskResponse.Get(simulated, $"/payments/{order.AccessId}?lang=en");
        Assert.Single(Regex.Matches(page.Html, "data-testid=\"finding\""));
        Assert.Contains("said thrice ×3", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "the post to RetURL: HTTP 500")]
    [InlineData("ja", "RetURL への送信：HTTP 500")]
    public async Task Post_of_the_return_that_is_not_on_the_timeline_is_named_without_a_link(string language, string what)
    {
        using var failing = new RawMerchant("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RegisterPayment("RETURN-1");
        await simulated.CallOperation("ExecTranRecruit", order, ("RetURL", $"{failing.Url}/return"), ("ItemName", "pot"));
        await simulated.PlayConsumer(order);
        await simulated.Advance("PT1S");
        var page = await DeskResponse.Get(simulated, $"/payments/{order.AccessId}?lang={language}");
        Assert.Contains(what, page.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch($"<a [^>]*>{what}", page.Html);
    }

    [Theory]
    [InlineData("AUTH", false)]
    [InlineData("CAPTURE", true)]
    public async Task Payment_without_findings_says_so_when_it_is_quiet(string jobCd, bool isQuiet)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("QUIET-1", jobCd);
        await simulated.Advance("PT1S");
        await simulated.SearchTrade(order);
        var page = await DeskResponse.Get(simulated, $"/payments/{order.AccessId}?lang=en");
        const string quiet = "No faults of the shop found. Not visible: whether goods went out";
        Assert.Equal(isQuiet, page.Text.Contains(quiet, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Switched_off_rule_is_named_with_its_reason_and_its_finding_does_not_count()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.LosesAnswer("LOST-1");
        await simulated.Advance("PT1H");
        await SwitchOff(simulated, "we ask a batch");
        var page = await DeskResponse.Get(simulated, $"/payments/{order.AccessId}?lang=en");
        Assert.DoesNotContain("data-testid=\"finding\"", page.Html, StringComparison.Ordinal);
        Assert.Contains("switched off for this shop: Lost answer, no search – we ask a batch", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("data-testid=\"mark\"", await simulated.Page("/"), StringComparison.Ordinal);
        Assert.DoesNotContain("payment-row", await simulated.Page("/?attention=1"), StringComparison.Ordinal);
        Assert.Contains("we ask a batch", await simulated.Page("/shops/tshop00000001"), StringComparison.Ordinal);
        var advice = await simulated.Page("/advice");
        Assert.DoesNotContain("data-testid=\"advice-group\"", advice, StringComparison.Ordinal);
        Assert.Matches($"data-testid=\"advice-off\"[^§]*#{Lost}[^§]*<dd>we ask a batch</dd>", advice);
    }

    [Theory]
    [InlineData("en", "1 warning<")]
    [InlineData("ja", "警告1件<")]
    public async Task List_marks_payments_that_need_attention_and_filters_by_it(string language, string text)
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.LosesAnswer("LOST-1");
        await simulated.Pay("GOOD-1");
        await simulated.Advance("PT1H");
        await simulated.Advice();
        var all = (await DeskResponse.Get(simulated, $"/?lang={language}")).Html;
        Assert.Equal(2, Regex.Count(all, "data-testid=\"payment-row\""));
        Assert.Contains(text, Assert.Single(Mark().Matches(all)).Value, StringComparison.Ordinal);
        var wanted = await simulated.Page("/?attention=1");
        Assert.Single(Regex.Matches(wanted, "data-testid=\"payment-row\""));
        Assert.Contains("LOST-1", wanted, StringComparison.Ordinal);
        Assert.Contains("checked data-testid=\"filter-attention\"", wanted, StringComparison.Ordinal);
        Assert.DoesNotContain("payment-row", await simulated.Page("/?attention=1&orderId=GOOD-1"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("error", true)]
    [InlineData("warning", true)]
    [InlineData("review", false)]
    [InlineData("hint", false)]
    public async Task Payment_needs_attention_because_of_errors_and_warnings_only(string severity, bool isNeeded)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RegisterPayment("MARK-1");
        await Store(simulated, order, [Found("wrong", Enum.Parse<Severity>(severity, ignoreCase: true))]);
        Assert.Equal(isNeeded, (await simulated.Page("/?attention=1")).Contains("payment-row", StringComparison.Ordinal));
        Assert.Equal(isNeeded ? [severity] : [], Mark().Matches(await simulated.Page("/")).Select(match => match.Groups[1].Value));
    }

    [Fact]
    public async Task List_of_payments_that_need_attention_has_pages()
    {
        await using var simulated = await SimulatorFixture.Start();
        for (var number = 1; number <= 51; number++)
            await Store(simulated, await simulated.RegisterPayment($"PAGE-{number:D2}"), [Found("wrong")]);
        var page = await simulated.Page("/?attention=1");
        Assert.Equal(50, Regex.Count(page, "data-testid=\"payment-row\""));
        var older = Regex.Match(page, "href=\"(/\\?[^\"]*attention=1[^\"]*)\" data-testid=\"older\"").Groups[1].Value;
        var last = await simulated.Page(older.Replace("&amp;", "&", StringComparison.Ordinal));
        Assert.Single(Regex.Matches(last, "data-testid=\"payment-row\""));
        Assert.Contains("PAGE-01", last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Advice_page_groups_by_shop_and_rule_with_counts_and_examples_most_serious_first()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.AddsShop("other1");
        foreach (var number in Enumerable.Range(1, 5))
            await Store(simulated, await simulated.RegisterPayment($"FIRST-{number}"), [Found($"lost {number}")]);
        var second = await simulated.RegisterPayment("SECOND-1", shop: "other1");
        await Store(simulated, second, [Found("lost there"), Found("to /login", Severity.Error, "notification-redirect")]);
        var page = await DeskResponse.Get(simulated, "/advice?lang=en");
        Assert.Equal(
            ["other1 notification-redirect ×1", $"other1 {Lost} ×1", $"tshop00000001 {Lost} ×5"],
            Groups(page.Html));
        Assert.Contains("lost 5", page.Text, StringComparison.Ordinal);
        Assert.Contains("lost 3", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("lost 2", page.Text, StringComparison.Ordinal);
        var more = $"<a href=\"/advice?shopId=tshop00000001&rule={Lost}\" data-testid=\"more\">and 2 more<";
        Assert.Contains(more, page.Html, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"/payments/{second.AccessId}#m1\">SECOND-1</a>", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Findings_of_one_payment_are_examples_too_and_the_list_has_the_others()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RegisterPayment("MANY-1");
        await Store(simulated, order, [.. Enumerable.Range(1, 4).Select(number => Found($"lost {number}"))]);
        var page = await DeskResponse.Get(simulated, "/advice?lang=en");
        Assert.Equal(
            ["lost 1", "lost 2", "lost 3"],
            Regex.Matches(page.Html, "data-testid=\"finding\">\\s*<p>(.*?)</p>").Select(match => match.Groups[1].Value));
        Assert.Contains("data-testid=\"more\">and 1 more<", page.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "docs/merchant.md", "Review")]
    [InlineData("ja", "docs/ja/merchant.md", "要検討")]
    public async Task Advice_page_names_the_document_and_the_severities(string language, string document, string review)
    {
        await using var simulated = await SimulatorFixture.Start();
        var page = await DeskResponse.Get(simulated, $"/advice?lang={language}");
        Assert.Contains($"<code>{document}</code>", page.Html, StringComparison.Ordinal);
        Assert.Contains($"<option value=\"review\">{review}</option>", page.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/advice?shopId=s1&rule=lost-answer-not-searched&severity=warning&before=5",
        "/advice?shopId=s1&rule=lost-answer-not-searched&severity=warning")]
    [InlineData("/?shopId=s1&orderId=A-*&status=AUTH&scenario=cancel&attention=1&before=5",
        "/?shopId=s1&orderId=A-*&status=AUTH&scenario=cancel&attention=1")]
    public async Task Link_to_the_newest_keeps_the_filter(string path, string newest)
    {
        await using var simulated = await SimulatorFixture.Start();
        var page = await simulated.Page(path);
        var link = Regex.Match(page, "href=\"([^\"]*)\" data-testid=\"newest\"").Groups[1].Value;
        Assert.Equal(newest, System.Net.WebUtility.HtmlDecode(Uri.UnescapeDataString(link)));
    }

    [Fact]
    public void Finding_about_calls_leads_to_the_newest_one()
    {
        var finding = Found("lost") with { Evidence = [new(null, 3), new(null, 7)] };
        Assert.Equal("/traffic?call=7#call-7", KantanSim.Admin.Pages.FindingModel.PathOf(new(finding, "s1", null, null, 0)));
    }

    [Theory]
    [InlineData("shopId=other1", new[] { "other1 notification-redirect ×1", "other1 lost-answer-not-searched ×1" })]
    [InlineData("severity=error", new[] { "other1 notification-redirect ×1" })]
    [InlineData("severity=warning&shopId=tshop00000001", new[] { "tshop00000001 lost-answer-not-searched ×1" })]
    [InlineData("severity=hint", new string[0])]
    [InlineData("severity=none&rule=none&before=none&from=none", new[]
    {
        "other1 notification-redirect ×1", "other1 lost-answer-not-searched ×1", "tshop00000001 lost-answer-not-searched ×1",
    })]
    public async Task Advice_page_filters_by_shop_and_severity(string query, string[] groups)
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.AddsShop("other1");
        await Store(simulated, await simulated.RegisterPayment("FIRST-1"), [Found("lost")]);
        await Store(simulated, await simulated.RegisterPayment("SECOND-1", shop: "other1"),
            [Found("lost there"), Found("to /login", Severity.Error, "notification-redirect")]);
        Assert.Equal(groups, Groups((await DeskResponse.Get(simulated, $"/advice?{query}&lang=en")).Html));
    }

    [Fact]
    public async Task Advice_page_lists_the_findings_of_a_rule_in_pages()
    {
        await using var simulated = await SimulatorFixture.Start();
        for (var number = 1; number <= 51; number++)
            await Store(simulated, await simulated.RegisterPayment($"PAGE-{number:D2}"), [Found($"lost {number:D2}")]);
        var page = (await DeskResponse.Get(simulated, $"/advice?rule={Lost}&lang=en")).Html;
        Assert.Equal(50, Regex.Count(page, "data-testid=\"finding\""));
        var older = Regex.Match(page, "href=\"([^\"]*)\" data-testid=\"older\"").Groups[1].Value;
        var last = (await DeskResponse.Get(simulated, older)).Html;
        Assert.Single(Regex.Matches(last, "data-testid=\"finding\""));
        Assert.Contains("lost 01", last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Advice_page_counts_thousands_of_findings_and_shows_a_few()
    {
        await using var simulated = await SimulatorFixture.Start();
        foreach (var number in Enumerable.Range(1, 10))
            await Store(simulated, await simulated.RegisterPayment($"FULL-{number}"), [.. Enumerable.Repeat(Found("lost"), 500)]);
        var page = (await DeskResponse.Get(simulated, "/advice?lang=en")).Html;
        Assert.Equal([$"tshop00000001 {Lost} ×5000"], Groups(page));
        Assert.InRange(page.Length, 0, 100_000);
    }

    [Theory]
    [InlineData("en", "Lost answer, no search", "by analogy|confirmed|supposed")]
    [InlineData("ja", "失われた応答の結果を照会していない", "類推|確認済み|推定")]
    public async Task Advice_page_describes_every_rule(string language, string title, string confidence)
    {
        await using var simulated = await SimulatorFixture.Start();
        var page = await DeskResponse.Get(simulated, $"/advice?lang={language}");
        Assert.Equal(
            KantanSim.Advice.Rules.RuleCatalog.All.Select(rule => rule.Id).Order(),
            Regex.Matches(page.Html, "id=\"([^\"]*)\" data-testid=\"rule\"").Select(match => match.Groups[1].Value).Order());
        Assert.Matches($"{title} .*{Lost} ({confidence})", page.Text);
    }

    static List<string> Groups(string html) =>
    [
        .. from shop in Regex.Matches(html, "data-testid=\"advice-shop-findings\" data-shop=\"([^\"]*)\"").Cast<Match>()
           let end = html.IndexOf("data-testid=\"advice-shop-findings\"", shop.Index + 1, StringComparison.Ordinal)
           let part = end < 0 ? html[shop.Index..] : html[shop.Index..end]
           from rule in Group().Matches(part)
           select $"{shop.Groups[1]} {rule.Groups[1]} {rule.Groups[2]}",
    ];

    static Finding Found(string sentence, Severity severity = Severity.Warning, string rule = Lost) => new()
    {
        Rule = rule,
        Severity = severity,
        At = DateTimeOffset.UnixEpoch,
        Sentence = new(sentence, sentence),
        Evidence = [new(0)],
    };

    // Judges what has happened first, so that the stored findings are not judged away.
    static async Task Store(SimulatorFixture simulated, TestOrder order, Finding[] findings)
    {
        await simulated.GetService<AdviceService>().Refresh();
        var payment = simulated.GetService<Ledger>().Find(order.AccessId)!;
        var row = new PaymentAdvice
        {
            Number = payment.Number,
            AccessId = order.AccessId,
            ShopId = order.ShopId,
            OrderId = order.OrderId,
            Findings = [.. findings],
        };
        await simulated.GetService<Store>().Write(work => simulated.GetService<AdviceRepository>()
            .Put(work, row, new("advised", order.AccessId, order.ShopId, order.OrderId, payment.Status.Code, default)));
    }

    static Task SwitchOff(SimulatorFixture simulated, string reason) => simulated.GetService<ShopRepository>().Update(
        TestOrder.FirstShop, shop => shop with { Advice = new Dictionary<string, string> { [Lost] = reason } });

    [GeneratedRegex("data-testid=\"advice-group\" data-rule=\"([^\"]*)\".*?data-testid=\"count\">([^<]*)<", RegexOptions.Singleline)]
    private static partial Regex Group();

    [GeneratedRegex("class=\"mark\" data-severity=\"(\\w+)\" data-testid=\"mark\">.*?</span></span>")]
    private static partial Regex Mark();
}
