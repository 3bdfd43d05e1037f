using System.Net;
using System.Text.RegularExpressions;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Admin.Pages;

/// <summary>The list of payments: filters, order, chips, chart; and the same filters in the control API.</summary>
public sealed partial class PaymentListTests(ListedPayments listed) : IClassFixture<ListedPayments>
{
    [Theory]
    [InlineData("", "B-2 B-1 A-2 A-1")]
    [InlineData("orderId=A-*", "A-2 A-1")]
    [InlineData("orderId=A-1", "A-1")]
    [InlineData("shopId=other1", "B-2")]
    [InlineData("scenario=success", "B-2 B-1 A-2 A-1")]
    [InlineData("scenario=cancel", "")]
    [InlineData("status=AUTH", "A-1")]
    [InlineData("status=AUTH,PAYFAIL", "A-2 A-1")]
    [InlineData("outcome=paid", "A-1")]
    [InlineData("outcome=failed", "A-2")]
    [InlineData("outcome=in-progress", "B-2 B-1")]
    [InlineData("outcome=cancelled", "")]
    [InlineData("notification=delivered", "B-2 A-2 A-1")]
    [InlineData("notification=none", "B-1")]
    [InlineData("notification=failed", "")]
    [InlineData("attention=1", "A-2")]
    [InlineData("attention=true&orderId=A-1", "")]
    [InlineData("attention=0", "B-2 B-1 A-2 A-1")]
    [InlineData("severity=warning", "A-2")]
    [InlineData("severity=error", "")]
    [InlineData("rule=lost-answer-not-searched", "A-2")]
    [InlineData("rule=lost-answer-not-searched&severity=hint", "")]
    [InlineData("from=2026-01-15T10:00", "B-2 B-1 A-2")]
    [InlineData("from=2026-01-15T10:00:01", "B-2 B-1")]
    [InlineData("from=2026-01-15T01:00:00Z", "B-2 B-1 A-2")]
    [InlineData("to=2026-01-15T10:00", "A-2 A-1")]
    [InlineData("to=2026-01-15T09:59", "A-1")]
    [InlineData("from=2026-01-15&to=2026-01-15", "B-2 B-1 A-2 A-1")]
    [InlineData("from=2026-01-16", "")]
    public async Task Filter_selects_payments_on_the_page_and_in_the_API(string query, string orders)
    {
        Assert.Equal(orders, Orders(await listed.Simulated.Page($"/?{query}")));
        var listing = await listed.Simulated.Read<CountedDto>($"/transactions?{query}");
        Assert.Equal(orders, string.Join(' ', listing.Items.Select(one => one.OrderId)));
        Assert.Equal((listing.Items.Length, true), (listing.Total, listing.IsTotalExact));
    }

    [Theory]
    [InlineData("", "B-2 B-1 A-2 A-1", "registered", "descending")]
    [InlineData("registered", "A-1 A-2 B-1 B-2", "registered", "ascending")]
    [InlineData("-changed", "B-2 B-1 A-2 A-1", "changed", "descending")]
    [InlineData("changed", "A-1 A-2 B-1 B-2", "changed", "ascending")]
    [InlineData("-amount", "A-2 B-2 B-1 A-1", "amount", "descending")]
    [InlineData("amount", "A-1 B-1 B-2 A-2", "amount", "ascending")]
    [InlineData("order", "A-1 A-2 B-1 B-2", "order", "ascending")]
    [InlineData("-order", "B-2 B-1 A-2 A-1", "order", "descending")]
    public async Task Order_sorts_the_page_and_its_column_says_so(string sort, string orders, string column, string direction)
    {
        var page = await listed.Simulated.Page($"/?sort={sort}");
        Assert.Equal(orders, Orders(page));
        var sorted = Assert.Single(SortedColumn().Matches(page));
        Assert.Equal((direction, $"sort-{column}"), (sorted.Groups[1].Value, sorted.Groups[3].Value));
        // The same column once more turns the order round.
        var turned = await listed.Simulated.Page(WebUtility.HtmlDecode(sorted.Groups[2].Value));
        Assert.Equal(orders.Split(' ').Reverse(), Orders(turned).Split(' '));
    }

    [Theory]
    [InlineData("en", "Order ID: A-* remove Status: PAYFAIL remove Outcome: Failed or expired remove Notifications: Delivered remove "
        + "Needs attention remove From: 2026-01-15 10:00 remove Clear")]
    [InlineData("ja", "注文ID: A-* を解除 状態: PAYFAIL（決済失敗） を解除 結果: 失敗・期限切れ を解除 結果通知: 受領済み を解除 "
        + "要確認 を解除 登録日時（から）: 2026-01-15 10:00 を解除 条件をクリア")]
    public async Task Each_active_filter_is_a_link_that_removes_it(string language, string text)
    {
        const string Filter =
            "/?orderId=A-*&status=PAYFAIL&outcome=failed&notification=delivered&attention=1&from=2026-01-15T10:00&sort=amount";
        var page = await DeskResponse.Get(listed.Simulated, $"{Filter}&lang={language}");
        var chips = Chips().Match(page.Html).Value;
        Assert.Equal(text, Spaces().Replace(Tags().Replace(chips, " "), " ").Trim().Replace(" :", ":", StringComparison.Ordinal));
        var without = Regex.Match(chips, "href=\"([^\"]*)\" data-testid=\"chip-outcome\"").Groups[1].Value;
        Assert.Equal(
            "/?orderId=A-*&status=PAYFAIL&notification=delivered&attention=1&from=2026-01-15T10:00&sort=amount",
            Uri.UnescapeDataString(without));
        Assert.Contains("href=\"/?sort=amount\" data-testid=\"filter-clear\"", chips, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status=PAID", "status is PAID ; allowed: UNPROCESSED, REQSUCCESS", "status に PAID は指定できません")]
    [InlineData("outcome=good", "outcome is good ; allowed: in-progress, paid, cancelled, failed", "outcome に")]
    [InlineData("notification=lost", "notification is lost ; allowed: none, delivered, pending, retrying, failed", "notification に")]
    [InlineData("severity=bad", "severity is bad ; allowed: error, warning, review, hint", "severity に")]
    [InlineData("rule=none", "rule is none ; allowed: ", "rule に")]
    [InlineData("attention=maybe", "attention is maybe ; allowed: 1, true, 0, false", "attention に")]
    [InlineData("from=noon", "from is noon ; allowed: a day or a time in JST, such as 2026-01-31", "日付・日時（日本時間）")]
    [InlineData("to=2026-13-01", "to is 2026-13-01 ; allowed: a day", "to に 2026-13-01")]
    [InlineData("sort=price", "sort is price ; allowed: -registered, registered, -changed", "sort に")]
    public async Task Filter_that_cannot_be_read_is_explained_and_left_out(string query, string en, string ja)
    {
        var page = await DeskResponse.Get(listed.Simulated, $"/?{query}&lang=en");
        Assert.Equal(400, page.Http);
        Assert.Contains(en, page.Text, StringComparison.Ordinal);
        Assert.Contains(ja, (await DeskResponse.Get(listed.Simulated, $"/?{query}&lang=ja")).Text, StringComparison.Ordinal);
        Assert.Equal("B-2 B-1 A-2 A-1", Orders(page.Html));
        if (query.StartsWith("sort", StringComparison.Ordinal)) return;
        Assert.Contains(query.Split('=')[0], (await listed.Simulated.ProblemOf(HttpMethod.Get, $"/transactions?{query}")).Detail);
    }

    [Theory]
    [InlineData("", "outcome", "2026-01-15 09:00 – 2026-01-15 09:09: Paid 1; 2026-01-15 10:00 – 2026-01-15 10:09: Failed or expired 1; "
        + "2026-01-15 11:00 – 2026-01-15 11:09: In progress 1; 2026-01-15 12:00 – 2026-01-15 12:09: In progress 1")]
    [InlineData("orderId=A-*", "notification", "2026-01-15 09:00 – 2026-01-15 09:04: Delivered 1; "
        + "2026-01-15 10:00 – 2026-01-15 10:04: Delivered 1")]
    public async Task Charts_count_the_payments_of_each_period(string query, string chart, string bars)
    {
        var page = await DeskResponse.Get(listed.Simulated, $"/?{query}&lang=en");
        var drawing = Regex.Match(page.Html, $"data-testid=\"chart-{chart}\".*?</figure>", RegexOptions.Singleline).Value;
        Assert.Equal(bars, string.Join("; ", Titles().Matches(drawing).Select(title => title.Groups[1].Value)));
    }

    [Fact]
    public async Task Notification_that_was_not_received_is_tried_again_and_not_merely_pending()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Send(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}", new { notifyUrl = "http://127.0.0.1:9/" });
        var order = await simulated.RequestPayment("LOST-1");
        await simulated.Advance("PT0S");
        var page = await DeskResponse.Get(simulated, "/?notification=retrying&lang=en");
        Assert.Equal("LOST-1", Orders(page.Html));
        Assert.Contains("not received, tried again", page.Text, StringComparison.Ordinal);
        Assert.Equal("", Orders(await simulated.Page("/?notification=pending")));
        var retrying = await simulated.Read<CountedDto>("/transactions?notification=retrying");
        Assert.Equal(order.OrderId, Assert.Single(retrying.Items).OrderId);
        Assert.Empty((await simulated.Read<CountedDto>("/transactions?notification=pending")).Items);
        await simulated.Advance("PT6H");
        Assert.Equal("LOST-1", Orders(await simulated.Page("/?notification=failed")));
    }

    [Theory]
    [InlineData("hour", "/?shopId=other1&outcome=in-progress&from=2026-01-15T11:00")]
    [InlineData("today", "/?shopId=other1&outcome=in-progress&from=2026-01-15")]
    public async Task Recent_period_is_a_link_that_keeps_the_other_filters(string period, string path)
    {
        var page = await listed.Simulated.Page("/?shopId=other1&outcome=in-progress&to=2026-01-14");
        var link = Regex.Match(page, $"<a href=\"([^\"]*)\"[^>]*data-testid=\"recent-{period}\"").Groups[1].Value;
        Assert.Equal(path, Uri.UnescapeDataString(WebUtility.HtmlDecode(link)));
    }

    [Theory]
    [InlineData("2026-01-15", "2026-01-15T00:00", "2026-01-15T23:59", "60")]
    [InlineData("2026-01-15T10:00", "2026-01-15T10:00", "2026-01-15T10:00", "60")]
    [InlineData("2026-01-15T10:00:01", "2026-01-15T10:00:01", "2026-01-15T10:00:01", "1")]
    [InlineData("2026-01-15T01:00:00Z", "2026-01-15T10:00:00", "2026-01-15T10:00:00", "1")]
    public async Task Period_is_in_the_fields_of_the_form_as_exact_as_it_was_given(string period, string from, string to, string step)
    {
        var page = await listed.Simulated.Page($"/?from={period}&to={period}");
        Assert.Contains($"step=\"{step}\" name=\"from\" value=\"{from}\"", page, StringComparison.Ordinal);
        Assert.Contains($"step=\"{step}\" name=\"to\" value=\"{to}\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attention_that_is_switched_off_is_no_filter()
    {
        var page = await listed.Simulated.Page("/?attention=0");
        Assert.DoesNotContain("data-testid=\"chips\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("checked data-testid=\"filter-attention\"", page, StringComparison.Ordinal);
        var filtered = await listed.Simulated.Page("/?attention=true");
        Assert.Contains("checked data-testid=\"filter-attention\"", filtered, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shopId", "gone1")]
    [InlineData("scenario", "gone")]
    [InlineData("status", "AUTH,SALES")]
    public async Task Value_that_is_no_longer_offered_stays_chosen(string name, string value)
    {
        var page = await listed.Simulated.Page($"/?{name}={value}");
        Assert.Contains($"<option selected>{value}</option>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_is_wrong_in_a_call_of_the_API_is_told_at_once()
    {
        var problem = await listed.Simulated.ProblemOf(HttpMethod.Get, "/transactions?status=PAID&limit=0&cursor=x");
        Assert.Equal(["status", "cursor", "limit"], problem.Errors!.Select(error => error.Field));
    }

    [Fact]
    public async Task Empty_result_of_a_filter_offers_to_clear_it()
    {
        var page = await listed.Simulated.Page("/?status=CANCEL&sort=amount");
        Assert.Contains("<a class=\"button\" href=\"/?sort=amount\" data-testid=\"clear-filters\">", page, StringComparison.Ordinal);
        var offered = page.Split("data-testid=\"no-payments\"")[1].Split("</section>")[0];
        Assert.DoesNotContain("href=\"/shop\">", offered, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Part_of_a_bar_and_its_number_in_the_table_link_to_its_payments()
    {
        var page = await listed.Simulated.Page("/?orderId=A-*&page=1");
        var links = BarLinks().Matches(page).Select(link => WebUtility.HtmlDecode(link.Groups[1].Value)).Distinct().ToList();
        Assert.Equal(4, links.Count);
        Assert.All(links, link => Assert.Contains($"<td><a href=\"{WebUtility.HtmlEncode(link)}\">1</a></td>", page));
        var pages = await Task.WhenAll(links.Select(listed.Simulated.Page));
        Assert.Equal(["A-1", "A-2", "A-1", "A-2"], pages.Select(Orders));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("orderId=A-1", false)]
    [InlineData("orderId=NONE", false)]
    public async Task Charts_are_shown_from_two_payments_on(string query, bool isShown) =>
        Assert.Equal(isShown, (await listed.Simulated.Page($"/?{query}")).Contains("data-testid=\"charts\"", StringComparison.Ordinal));

    static string Orders(string page) =>
        string.Join(' ', Rows().Matches(page).Select(row => row.Groups[1].Value));

    sealed record CountedDto(TransactionDto[] Items, string? Cursor, int Total, bool IsTotalExact);

    [GeneratedRegex("data-row href=\"[^\"]*\"><strong>([^<]*)<")]
    private static partial Regex Rows();

    [GeneratedRegex("aria-sort=\"([a-z]+)\"><a href=\"([^\"]*)\" data-testid=\"([^\"]*)\"")]
    private static partial Regex SortedColumn();

    [GeneratedRegex("<ul class=\"chips\".*?</ul>", RegexOptions.Singleline)]
    private static partial Regex Chips();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex("\\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex("<title>([^<]*)</title><rect")]
    private static partial Regex Titles();

    [GeneratedRegex("<a href=\"([^\"]*)\" tabindex=\"-1\"")]
    private static partial Regex BarLinks();
}
