using System.Globalization;
using System.Text.RegularExpressions;
using KantanSim.Tests.Infrastructure;

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
}
