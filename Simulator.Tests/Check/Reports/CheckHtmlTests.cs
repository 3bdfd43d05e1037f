using System.Globalization;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using KantanSim.Check.Cases;
using KantanSim.Check.Judging;
using KantanSim.Check.Reports;

namespace KantanSim.Tests.Check.Reports;

/// <summary>The HTML report: what it says, that it is strict HTML in one file, and that nothing of others is read as markup.</summary>
public sealed class CheckHtmlTests
{
    static readonly CaseResult Played = TestReport.Result("N05", Verdict.Fail) with
    {
        Facts = TestFacts.Played,
        Conditions =
        [
            new("reached", new Condition.Played([]), true, new("The rules were played.")),
            new("must", new Condition.Books(), false, new("Order 1 is open; paid is expected.")),
        ],
    };

    [Fact]
    public void Report_begins_with_the_verdict_counts_and_next_steps()
    {
        var page = Page(TestReport.Outcome([TestReport.Result("P01", Verdict.Pass), Played, TestReport.Result("D01", Verdict.Error)]));
        Assert.Equal(
            "The shop does not pass 1 of 2 judged cases. 1 more case could not be tried.", page.QuerySelector("h1")!.TextContent);
        Assert.Equal(["FAIL 1", "ERROR 1", "PASS 1"], Texts(page, "[data-testid=counts] .badge"));
        Assert.Equal(
            [
                "Make the cases with ERROR run: D01. They say nothing about the shop yet.",
                "Fix the shop: N05. Each case below says how, and how to repeat it.",
            ], Texts(page, "[data-testid=next] li"));
    }

    [Fact]
    public void Red_cases_stand_in_a_table_with_links_to_them_and_are_open()
    {
        var page = Page(TestReport.Outcome([TestReport.Result("P01", Verdict.Pass), Played, TestReport.Result("D01", Verdict.Error)]));
        Assert.Equal(["#N05", "#D01"], page.QuerySelectorAll("[data-testid=attention] a").Select(link => link.GetAttribute("href")));
        Assert.Equal(
            ["N05", "D01"], page.QuerySelectorAll("details.case[open] > div").Select(open => open.Id));
    }

    [Fact]
    public void Case_tells_what_the_shop_did_what_a_good_one_does_and_how_to_fix_it()
    {
        var content = Page(TestReport.Outcome([Played])).QuerySelector("#N05")!.TextContent;
        Assert.All(
            [
                "Sentence of N05.", "What a good shop does.", "How to fix it.", "Why it happens.",
                "kantansim check run N05 --file kantansim-check.yaml --seed 7", "Holds: The rules were played.",
                "Does not hold: Order 1 is open; paid is expected.", "place order 1", "the order is not paid", "AUTH with another amount",
                "Your shop answered 302.", "docs/merchant.md#notification-redirect", "M01004010", "HTTP 200, not 0: <b>thanks</b>",
                "curl 'http://host/payment/EntryTranRecruit.idPass' --data-raw "
                + "'ShopID=tshop00000001&ShopPass='\"$SHOP_PASS\"'&OrderID=ORDER-1'",
            ], text => Assert.Contains(text, content, StringComparison.Ordinal));
    }

    [Fact]
    public void Payment_has_a_diagram_and_links_to_its_page()
    {
        var page = Page(TestReport.Outcome([Played]));
        Assert.Equal("http://host/payments/a1", page.QuerySelector("[data-testid=payment] p a")!.GetAttribute("href"));
        var lanes = page.QuerySelectorAll(".messages > li").Select(line => line.ClassName).ToList();
        Assert.Equal(["l1 r2 right", "l2 r3 right bad", "aside", "l2 r3 right", "l3 r4 right", "l3 r4 left"], lanes.Take(6));
        Assert.Equal("l2 r5 left", lanes[^1]);
    }

    [Theory]
    [InlineData(60, 60, "")]
    [InlineData(100, 61, "40 messages are left out: see the payment's page")]
    public void Long_diagram_is_folded_and_cut(int messages, int rows, string gap)
    {
        var facts = TestFacts.Played with { Payments = [TestFacts.Payment(TestFacts.Timeline(messages))] };
        var page = Page(TestReport.Outcome([Played with { Facts = facts }]));
        var lines = page.QuerySelectorAll(".messages > li");
        Assert.Equal((rows, false), (lines.Length, page.QuerySelector("[data-testid=payment] details")!.HasAttribute("open")));
        Assert.Equal(gap, string.Concat(lines.Where(line => line.TextContent.Contains("left out", StringComparison.Ordinal))
            .Select(line => line.TextContent)));
    }

    [Theory]
    [InlineData("00:00:59", "en", "")]
    [InlineData("01:00:00", "en", "1 h later")]
    [InlineData("1.00:02:03", "en", "1 d 2 min later")]
    [InlineData("1.01:00:00", "ja", "1日1時間後")]
    public void Diagram_says_when_time_passes(string time, string language, string expected)
    {
        var later = TestFacts.MessageAfter(TimeSpan.Parse(time, CultureInfo.InvariantCulture));
        var facts = TestFacts.Played with { Payments = [TestFacts.Payment([TestFacts.MessageAfter(TimeSpan.Zero), later])] };
        Assert.Equal(
            expected, string.Concat(Texts(Page(TestReport.Outcome([Played with { Facts = facts }]), language), ".messages > .later")));
    }

    [Fact]
    public void Lists_of_a_case_are_capped_and_say_so()
    {
        var facts = TestFacts.Played with
        {
            Payments = [.. Enumerable.Repeat(TestFacts.Payment([]), 12)],
            Calls = [.. Enumerable.Range(1, 33).Select(number => TestFacts.Call("SearchTradeMulti", $"M{number}"))],
            Steps = [.. Enumerable.Repeat(TestFacts.Played.Steps[0], 44)],
        };
        var content = Page(TestReport.Outcome([Played with { Facts = facts }])).QuerySelector("#N05")!.TextContent;
        Assert.All(
            ["Payments that are left out: 2", "Calls that are left out: 3", "Steps that are left out: 4"],
            text => Assert.Contains(text, content, StringComparison.Ordinal));
    }

    [Fact]
    public void Equal_calls_and_attempts_stand_once()
    {
        var payment = TestFacts.Payment([]);
        var attempts = payment.Notifications[0] with { Attempts = [.. Enumerable.Repeat(payment.Notifications[0].Attempts[0], 12)] };
        var facts = TestFacts.Played with
        {
            Calls = [.. Enumerable.Repeat(TestFacts.Call("SearchTradeMulti", ""), 33), TestFacts.Call("RecruitSales", "")],
            Payments = [payment with { Notifications = [attempts] }],
        };
        var page = Page(TestReport.Outcome([Played with { Facts = facts }]));
        Assert.Equal(["× 33"], Texts(page, "[data-testid=calls] > li > strong + span ~ strong"));
        Assert.Equal(["× 12"], Texts(page, "[data-testid=attempts] > li > strong ~ strong"));
    }

    [Fact]
    public void Message_without_time_shows_none()
    {
        var sent = TestFacts.Played.Sent[0] with { At = default, Took = default };
        var page = Page(TestReport.Outcome([Played with { Facts = TestFacts.Played with { Sent = [sent] } }]));
        var text = page.QuerySelector("[data-testid=sent]")!.TextContent;
        Assert.DoesNotContain("0001", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ms", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Forged_notification_shows_what_was_sent()
    {
        var payment = TestFacts.Payment([]);
        var forged = payment.Notifications[0] with
        {
            Body = new Dictionary<string, string> { ["Status"] = "PAYFAIL", ["OrderID"] = "ORDER-1" },
        };
        var facts = TestFacts.Played with { Payments = [payment with { Notifications = [forged] }] };
        var text = Page(TestReport.Outcome([Played with { Facts = facts }])).QuerySelector("[data-testid=attempts]")!.TextContent;
        Assert.Contains("sent instead: Status=PAYFAIL", text, StringComparison.Ordinal);
        Assert.DoesNotContain("OrderID", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Error_says_what_to_check() => Assert.Contains(
        "Check the file against the shop's answer.",
        Texts(Page(TestReport.Outcome([TestReport.Result("D01", Verdict.Error)])), "[data-testid=attention] td"));

    [Fact]
    public void Secrets_are_masked()
    {
        var html = CheckHtml.Text(
            TestReport.Outcome([Played with { Facts = TestFacts.Played with { Calls = [TestFacts.Call("hush", "hush")] } }]),
            ReportLanguage.In("en"), text => text.Replace("hush", "***", StringComparison.Ordinal));
        Assert.DoesNotContain("hush", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Baseline_is_shown()
    {
        var page = Page(TestReport.Outcome([Played, TestReport.Result("W01", Verdict.Pass)], "N05 2026-12-31", "W01 2026-12-31"));
        Assert.Equal(
            ["FAIL N05 Title of N05: accepted until 2026-12-31: reason of N05"], Texts(page, "[data-testid=accepted] li"));
        Assert.Equal(
            ["baseline.yaml:2: W01 is not red any more: PASS. Remove the entry."], Texts(page, "[data-testid=stale] li"));
        Assert.Null(page.QuerySelector("[data-testid=attention]"));
    }

    [Fact]
    public void Report_is_Japanese_on_request()
    {
        var page = Page(TestReport.Outcome([Played]), "ja");
        Assert.Equal("ja", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("判定した1ケースのうち、1ケースが不合格です。", page.QuerySelector("h1")!.TextContent);
        Assert.Contains("結果通知 AUTH（1回目）", page.QuerySelector(".messages")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_needs_nothing_from_elsewhere_and_no_script()
    {
        var page = Page(TestReport.Outcome([Played]));
        Assert.Empty(page.QuerySelectorAll("script, link, img, iframe, object, [src], [onclick]"));
        Assert.DoesNotContain("@import", page.QuerySelector("style")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", page.QuerySelector("style")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("</pre></style><b>{{ 1 }}")]
    [InlineData("a\0b\u001b[31m\ud800")]
    public void Text_of_others_is_not_markup(string text)
    {
        var plain = Page(TestReport.Outcome([Foreign("plain")]));
        var page = Page(TestReport.Outcome([Foreign(text)]));
        Assert.Equal(plain.QuerySelectorAll("*").Select(one => one.NodeName), page.QuerySelectorAll("*").Select(one => one.NodeName));
        Assert.Equal(PrintableTextOf(text), page.QuerySelector("#N05 dd strong")!.TextContent);
    }

    [Theory]
    [InlineData("http://host", "http://host/payments/a1")]
    [InlineData("javascript:alert(1)//", null)]
    public void Link_is_made_of_an_http_URL_only(string gateway, string? href)
    {
        var page = Page(TestReport.Outcome(TestReport.Of(Played) with { Gateway = gateway }));
        Assert.Equal(href, page.QuerySelector("[data-testid=payment] p a")?.GetAttribute("href"));
    }

    [Fact]
    public void File_with_99_played_cases_is_below_5_megabytes()
    {
        var results = Enumerable.Range(1, 99).Select(number =>
            Played with { Case = TestReport.Case($"N{number:00}"), Verdict = Verdict.Pass });
        Assert.InRange(CheckHtml.Text(TestReport.Outcome(results), ReportLanguage.In("en")).Length, 100_000, 5_000_000);
    }

    [Fact]
    public void File_is_written()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("kantansim-html-").FullName, "new", "check.html");
        var outcome = TestReport.Outcome([Played]);
        CheckHtml.Write(file, outcome, ReportLanguage.In("ja"));
        Assert.Equal(CheckHtml.Text(outcome, ReportLanguage.In("ja")), File.ReadAllText(file));
    }

    static string PrintableTextOf(string text) => KantanSim.Commands.PrintableText.Of(text);

    static CaseResult Foreign(string text)
    {
        var step = TestFacts.Played.Steps[0] with { What = text, Sent = text, Answer = text };
        return Played with
        {
            Sentence = new(text),
            Case = Played.Case with { Title = new(text), Why = new(text), Good = new(text), Fix = new(text) },
            Conditions = [new("must", new Condition.Books(), false, new(text))],
            Facts = TestFacts.Played with { ShopId = text, Steps = [step], Calls = [TestFacts.Call(text, text)] },
        };
    }

    static IEnumerable<string> Texts(IHtmlDocument page, string selector) =>
        page.QuerySelectorAll(selector).Select(one => one.TextContent.Trim());

    // Strict: an error of the HTML is an exception.
    static IHtmlDocument Page(CheckOutcome outcome, string language = "en") =>
        new HtmlParser(new() { IsStrictMode = true }).ParseDocument(CheckHtml.Text(outcome, ReportLanguage.In(language)));
}
