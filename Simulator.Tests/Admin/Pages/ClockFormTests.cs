using System.Globalization;
using System.Text.RegularExpressions;
using KantanSim.Admin.Pages;
using KantanSim.Merchants;
using KantanSim.Scheduling;
using KantanSim.Tests.Infrastructure;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Admin.Pages;

/// <summary>The page of the clock and its forms.</summary>
public sealed class ClockFormTests
{
    [Fact]
    public async Task Clock_page_lists_each_due_job_once_over_its_pages()
    {
        await using var simulated = await SimulatorFixture.Start();
        foreach (var number in Enumerable.Range(1, 60)) await simulated.RequestPayment($"DUE-{number:00}");
        await simulated.Advance("PT1S");
        var first = await DeskResponse.Get(simulated, "/clock?lang=en");
        Assert.Contains("60 in all", first.Text, StringComparison.Ordinal);
        var next = Regex.Match(first.Html, "href=\"(/clock[^\"#]*)#due\" data-testid=\"later\"").Groups[1].Value;
        var second = await DeskResponse.Get(simulated, next);
        // The part above names the payments of the last advance.
        string[] Orders(DeskResponse page) =>
            [.. Regex.Matches(page.Html.Split("id=\"due\"")[1], ">(DUE-\\d\\d)<").Select(match => match.Groups[1].Value)];
        Assert.Equal((50, 10), (Orders(first).Length, Orders(second).Length));
        Assert.Equal(60, Orders(first).Concat(Orders(second)).Distinct().Count());
    }

    [Fact]
    public async Task Advance_to_next_runs_the_next_due_job()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.RequestPayment("DUE-1");
        await simulated.Advance("PT1S");
        Assert.Equal(303, (await DeskResponse.Post(simulated, "/clock/advance", ("to", "next"))).Http);
        Assert.Equal("EXPIRED", await simulated.Status(order));
    }

    [Theory]
    [InlineData("manual", "2026-02-01T09:30", "2026-02-01T00:30:00+00:00")]
    [InlineData("manual", "2026-02-01T09:30:15", "2026-02-01T00:30:15+00:00")]
    [InlineData("manual", "2026-02-01T09:30:00Z", "2026-02-01T09:30:00+00:00")]
    [InlineData("manual", "", "2026-01-15T00:00:00+00:00")]
    public async Task Clock_form_reads_a_time_without_an_offset_as_Japan_time(string mode, string now, string expected)
    {
        await using var simulated = await SimulatorFixture.Start();
        Assert.Equal(303, (await DeskResponse.Post(simulated, "/clock/set", ("mode", mode), ("now", now))).Http);
        var clock = await simulated.Clock();
        Assert.Equal((mode, DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture)), (clock.Mode, clock.Now));
    }

    [Fact]
    public async Task Clock_page_shows_the_next_job_of_each_shop_that_of_the_shortest_span_first()
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.AddsShop("ahead");
        await simulated.RequestPayment("LATER-1", shop: "ahead");
        await simulated.RequestPayment("NEXT-1");
        await simulated.RequestPayment("NEXT-2");
        await simulated.Advance("PT0S");
        // Its clock is closer to the end of the same term.
        await simulated.Advance("PT30S", "ahead");
        Assert.Equal([("ahead", "LATER-1"), (TestOrder.FirstShop, "NEXT-1")], Upcoming(await simulated.Page("/clock")));
        Assert.Equal([(TestOrder.FirstShop, "NEXT-1")], Upcoming(await simulated.Page($"/clock?shopId={TestOrder.FirstShop}")));
    }

    static List<(string Shop, string Order)> Upcoming(string page) =>
    [
        .. Regex.Matches(
                page, "data-testid=\"upcoming\" data-id=\"([^\"]*)\".*?<a href=\"/payments/[^>]*>([^<]*)<", RegexOptions.Singleline)
            .Select(match => (match.Groups[1].Value, match.Groups[2].Value)),
    ];

    [Fact]
    public async Task Advance_that_takes_long_is_shown_with_its_counts_and_its_result_when_it_has_ended()
    {
        await using var merchant = await SlowMerchant.Start();
        await using var simulated = await SimulatorFixture.Start();
        simulated.GetService<ClockPages>().MaxWait = TimeSpan.Zero;
        await simulated.Send(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}", new { notifyUrl = merchant.Url });
        await simulated.RequestPayment("LONG-1");
        var started = await DeskResponse.Post(simulated, "/clock/advance", ("by", "PT6H"));
        Assert.Equal("/clock?done=advancing", started.Location);
        await merchant.Asked;
        var running = await simulated.Page(started.Location);
        Assert.Contains("data-testid=\"so-far-expired\">0<", running, StringComparison.Ordinal);
        Assert.DoesNotContain("data-testid=\"done\"", running, StringComparison.Ordinal);
        merchant.Answer();
        await simulated.Until(() => Task.FromResult(simulated.GetService<Scheduler>().Advances.Count == 0));
        var ended = await simulated.Page(started.Location);
        Assert.Contains("data-testid=\"done\">The clock was advanced.", ended, StringComparison.Ordinal);
        Assert.Contains("data-testid=\"happened-expired\"><b>1</b>", ended, StringComparison.Ordinal);
        Assert.Contains("href=\"/?status=EXPIRED\"", ended, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "The advance failed.")]
    [InlineData("ja", "時計を進める処理が失敗しました。")]
    public async Task Advance_that_fails_after_the_answer_to_its_form_is_shown_as_failed(string language, string text)
    {
        await using var simulated = await SimulatorFixture.Start();
        var beyond = TimeSpan.FromDays(3_000_000);
        await Assert.ThrowsAnyAsync<Exception>(
            () => simulated.GetService<Scheduler>().Advance(null, _ => beyond, TestContext.Current.CancellationToken));
        var page = await DeskResponse.Get(simulated, $"/clock?done=advancing&lang={language}");
        Assert.Contains(text, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("data-testid=\"done\"", page.Html, StringComparison.Ordinal);
        Assert.Contains("data-testid=\"last-failed\"", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Advance_that_fails_after_the_answer_to_its_form_is_logged()
    {
        await using var simulated = await SimulatorFixture.Start();
        simulated.GetService<ClockPages>().MaxWait = TimeSpan.Zero;
        await simulated.AddsShop("gone");
        var logged = new CapturingLoggerProvider(LogLevel.Warning);
        simulated.GetService<ILoggerFactory>().AddProvider(logged);
        using (await simulated.GetService<Scheduler>().HoldClock("gone", TestContext.Current.CancellationToken))
        {
            var started = await DeskResponse.Post(simulated, "/clock/advance?shopId=gone", ("by", "PT1H"));
            Assert.Contains("done=advancing", started.Location, StringComparison.Ordinal);
            await simulated.GetService<ShopRepository>().Delete("gone", _ => { });
        }
        await logged.First.WithHangGuard();
        Assert.Contains("There is no shop \"gone\".", Assert.Single(logged.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/clock/advance?lang=en", "by", "P1D")]
    [InlineData("/clock/advance?lang=en&shopId=tshop00000001", "by", "P1D")]
    [InlineData("/clock/set?lang=en", "mode", "real")]
    [InlineData("/clock/follow?lang=en&shopId=tshop00000001", "", "")]
    public async Task Form_is_refused_while_an_advance_moves_the_same_clock(string path, string name, string value)
    {
        await using var merchant = await SlowMerchant.Start();
        await using var simulated = await SimulatorFixture.Start();
        simulated.GetService<ClockPages>().MaxWait = TimeSpan.Zero;
        await simulated.Send(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}", new { notifyUrl = merchant.Url });
        await simulated.RequestPayment("TWICE-1");
        await DeskResponse.Post(simulated, "/clock/advance", ("by", "PT6H"));
        await merchant.Asked;
        var refused = await DeskResponse.Post(simulated, path, (name, value));
        Assert.Equal(409, refused.Http);
        Assert.Contains("An advance runs already, to 2026-01-15 15:00:00 JST: cancel it or wait.", refused.Text, StringComparison.Ordinal);
        Assert.Matches("data-testid=\"advance-hour\" disabled", refused.Html);
        merchant.Answer();
        var end = DateTimeOffset.Parse("2026-01-15T06:00:00+00:00", CultureInfo.InvariantCulture);
        await simulated.Until(async () => (await simulated.Clock()).Now == end);
        await simulated.Until(() => Task.FromResult(simulated.GetService<Scheduler>().Advances.Count == 0));
        Assert.DoesNotMatch("data-testid=\"(advance|set)-[a-z]+\" disabled", await simulated.Page("/clock"));
    }

    [Fact]
    public async Task Advance_of_all_clocks_is_refused_while_a_shop_is_advanced_but_not_that_of_another_shop()
    {
        await using var merchant = await SlowMerchant.Start();
        await using var simulated = await SimulatorFixture.Start();
        simulated.GetService<ClockPages>().MaxWait = TimeSpan.Zero;
        await simulated.AddsShop("other");
        await simulated.Send(HttpMethod.Put, $"/shops/{TestOrder.FirstShop}", new { notifyUrl = merchant.Url });
        await simulated.RequestPayment("ALONE-1");
        await DeskResponse.Post(simulated, $"/clock/advance?shopId={TestOrder.FirstShop}", ("by", "PT6H"));
        await merchant.Asked;
        var refused = await DeskResponse.Post(simulated, "/clock/advance?lang=en", ("by", "P1D"));
        Assert.Equal(409, refused.Http);
        Assert.Contains($"An advance of shop {TestOrder.FirstShop} runs already", refused.Text, StringComparison.Ordinal);
        Assert.Contains("data-testid=\"running\"", refused.Html, StringComparison.Ordinal);
        Assert.Equal(303, (await DeskResponse.Post(simulated, "/clock/advance?shopId=other", ("by", "PT1M"))).Http);
        merchant.Answer();
    }
}
