using System.Text.RegularExpressions;
using KantanSim.Advice;
using KantanSim.Operations;
using KantanSim.Tests.Infrastructure;
using KantanSim.Transactions;
using Microsoft.Extensions.DependencyInjection;

namespace KantanSim.Tests.Admin.Pages;

/// <summary>The pages of the payment list, and the payments that are too old for the index.</summary>
public sealed class PaymentListPagesTests
{
    [Fact]
    public async Task Pages_have_the_range_the_total_and_links_to_the_first_previous_next_and_last()
    {
        await using var simulated = await SimulatorFixture.Start();
        for (var number = 1; number <= 101; number++) await simulated.RegisterPayment($"PAGE-{number:D3}");
        Assert.Equal(("1–50 of 101", "older 2, last 3"), Pager(await Open(simulated, "/?orderId=PAGE-*")));
        Assert.Equal(("51–100 of 101", "newest 1, newer 1, older 3, last 3"), Pager(await Open(simulated, "/?orderId=PAGE-*&page=2")));
        var last = await Open(simulated, "/?orderId=PAGE-*&page=3");
        Assert.Equal(("101–101 of 101", "newest 1, newer 2"), Pager(last));
        Assert.Contains("PAGE-001", last.Text, StringComparison.Ordinal);
        // What is no page is the first one; a page beyond the end is the last.
        Assert.Equal(("1–50 of 101", "older 2, last 3"), Pager(await Open(simulated, "/?orderId=PAGE-*&page=x")));
        Assert.Equal(("101–101 of 101", "newest 1, newer 2"), Pager(await Open(simulated, "/?orderId=PAGE-*&page=99")));
        Assert.Contains("101 件中 1～50件", (await DeskResponse.Get(simulated, "/?lang=ja")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Payments_that_are_too_old_for_the_index_are_listed_after_the_last_page_and_found_by_their_OrderID()
    {
        await using var simulated = await SimulatorFixture.StartDemoShop(services => services.AddSingleton(provider => new PaymentIndex(
            provider.GetRequiredService<PaymentEntryReader>(), provider.GetRequiredService<Ledger>(),
            provider.GetRequiredService<AdviceRepository>(), capacity: 3)));
        for (var number = 1; number <= 5; number++) await simulated.RegisterPayment($"OLD-{number}");
        var page = await Open(simulated, "/?orderId=OLD-*");
        Assert.Equal("OLD-5 OLD-4 OLD-3", Orders(page));
        Assert.Contains("1–3 of 3+", page.Text, StringComparison.Ordinal);
        var older = Regex.Match(page.Html, "href=\"([^\"]*)\" data-testid=\"older\"").Groups[1].Value;
        Assert.Equal("OLD-2 OLD-1", Orders(await Open(simulated, older)));
        // They are the newest first, whatever the order of the others.
        var sorted = await Open(simulated, "/?orderId=OLD-*&sort=amount");
        Assert.Equal(older, Regex.Match(sorted.Html, "href=\"([^\"]*)\" data-testid=\"older\"").Groups[1].Value);
        Assert.Equal("OLD-1", Orders(await Open(simulated, "/?orderId=OLD-1")));
        Assert.Equal("", Orders(await Open(simulated, "/?orderId=OLD-1&status=AUTH")));
        Assert.Equal(["OLD-5", "OLD-4", "OLD-3", "OLD-2"], (await simulated.Transactions("?limit=4")).Select(one => one.OrderId));
        var all = await simulated.Send(HttpMethod.Get, "/transactions");
        Assert.Contains("\"total\":3,\"isTotalExact\":false", all, StringComparison.Ordinal);
    }

    static Task<DeskResponse> Open(SimulatorFixture simulated, string path) => DeskResponse.Get(simulated, $"{path}&lang=en");

    static (string Range, string Links) Pager(DeskResponse page)
    {
        var pager = Regex.Match(page.Html, "<nav[^>]*data-testid=\"pager\".*?</nav>", RegexOptions.Singleline).Value;
        var range = Regex.Match(pager, "data-testid=\"range\">(.*?)</span>").Groups[1].Value;
        var links = Regex.Matches(pager, "href=\"([^\"]*)\"[^>]* data-testid=\"(newest|newer|older|last)\"")
            .Select(link => $"{link.Groups[2].Value} {PageOf(link.Groups[1].Value)}");
        return (Regex.Replace(range, "<[^>]*>", ""), string.Join(", ", links));
    }

    static string PageOf(string path) =>
        Regex.Match(path, "orderId=PAGE-.*?page=([0-9]+)") is { Success: true } page ? page.Groups[1].Value : "1";

    static string Orders(DeskResponse page) =>
        string.Join(' ', Regex.Matches(page.Html, "data-row href=\"[^\"]*\"><strong>([^<]*)<").Select(row => row.Groups[1].Value));
}
