using System.Text.RegularExpressions;
using KantanSim.Scenarios.Files;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Admin.Pages;

/// <summary>The index of scenarios: filters, favourites, and files that cannot be loaded.</summary>
public sealed partial class ScenarioIndexTests
{
    [Theory]
    [InlineData("q=wallet-declines", "wallet-declines")]
    [InlineData("q=RC2000107", "wallet-sum-too-large")]
    [InlineData("party=network&effect=answer-broken", "request-answer-garbled sale-answer-garbled")]
    [InlineData("effect=expired", "timeout")]
    [InlineData("party=wallet&effect=charge-fails&q=fourth", "fourth-month-fails")]
    [InlineData("effect=notification-omitted&folder=folder-browser", "neither-notification-nor-browser only-the-browser")]
    [InlineData("party=nobody", "")]
    public async Task Filters_are_combined(string query, string expected)
    {
        await using var simulated = await SimulatorFixture.Start();
        Assert.Equal(expected, string.Join(' ', await Names(simulated, $"/scenarios?{query}")));
    }

    [Fact]
    public async Task Favourites_come_first_survive_a_restart_and_can_be_removed()
    {
        var data = Directory.CreateTempSubdirectory("kantansim-favourites-");
        await using (var simulated = await SimulatorFixture.Start(data.FullName))
        {
            var marked = await DeskResponse.Post(simulated, "/scenarios/favourite?q=wallet", ("scenario", "wallet-declines"));
            Assert.Equal("/scenarios?q=wallet&done=favourite&what=wallet-declines#row-wallet-declines", marked.Location);
            Assert.NotEqual("wallet-declines", (await Names(simulated, "/scenarios?folder=first"))[0]);
        }
        await using (var simulated = await SimulatorFixture.Start(data.FullName))
        {
            Assert.Equal("wallet-declines", (await Names(simulated, "/scenarios"))[0]);
            var unmarked = await DeskResponse.Post(
                simulated, "/scenarios/unfavourite", ("scenario", "wallet-declines"), ("page", "one"));
            Assert.StartsWith("/scenarios/wallet-declines?", unmarked.Location, StringComparison.Ordinal);
            Assert.Equal("cancel", (await Names(simulated, "/scenarios"))[0]);
        }
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task Name_in_the_address_of_a_scenario_is_escaped()
    {
        await using var simulated = await SimulatorFixture.Start();
        var unmarked = await DeskResponse.Post(simulated, "/scenarios/unfavourite", ("scenario", "a/../b?c"), ("page", "one"));
        Assert.StartsWith("/scenarios/a%2F..%2Fb%3Fc?", unmarked.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Favourite_has_to_be_a_scenario()
    {
        await using var simulated = await SimulatorFixture.Start();
        var refused = await DeskResponse.Post(simulated, "/scenarios/favourite?lang=en", ("scenario", "no-such"));
        Assert.Equal(404, refused.Http);
        Assert.Contains("There is no scenario \"no-such\"", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broken_file_is_one_box_with_its_faults_lines_and_the_version_that_is_still_used()
    {
        const string good = "name: first\nrules:\n  - { when: walletOpened, then: cancel }\n";
        await using var simulated = await SimulatorFixture.StartWithScenarios("first", good);
        _ = simulated.GetService<ScenarioWatcher>().Current;
        var path = Path.Combine(simulated.Scenarios!.FullName, "first.yaml");
        const string broken = "name: first\nrules:\n  - { when: walletOpened, then: cancle, times: 0 }\n";
        await File.WriteAllTextAsync(path, broken, TestContext.Current.CancellationToken);
        await simulated.GetService<ScenarioWatcher>().Refresh().WithHangGuard();
        var page = await DeskResponse.Get(simulated, "/scenarios?lang=en");
        Assert.Single(Regex.Matches(page.Html, "data-testid=\"broken-file\""));
        Assert.Contains($"{path}:3:33 \"cancle\" is not a value of \"then\"; allowed: proceed,", page.Text, StringComparison.Ordinal);
        Assert.Contains($"{path}:3:48 \"times\" takes 1 to 1000", page.Text, StringComparison.Ordinal);
        var marked = $"  - {{ when: walletOpened, then: cancle, times: 0 }}\n{new string(' ', 32)}^";
        Assert.Contains(marked, page.Html, StringComparison.Ordinal);
        Assert.Contains("The last good version is still used by payments that already play first", page.Text, StringComparison.Ordinal);
        Assert.Equal(["success"], await Names(simulated, "/scenarios"));
    }

    [Fact]
    public async Task Page_of_a_scenario_offers_its_file_its_payments_and_its_traits()
    {
        await using var simulated = await SimulatorFixture.Start();
        var page = (await DeskResponse.Get(simulated, "/scenarios/request-under-maintenance?lang=en")).Html;
        Assert.Contains("href=\"/?scenario=request-under-maintenance\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/scenarios?party=wallet\"", page, StringComparison.Ordinal);
        const string code = "<code>RC2000104</code> <code>maintenance</code></dt><dd>The wallet is under maintenance</dd>";
        Assert.Contains(code, page, StringComparison.Ordinal);
        using var file = await simulated.Get("/scenarios/request-under-maintenance/file");
        var scenario = simulated.GetService<ScenarioWatcher>().Current.Find("request-under-maintenance")!;
        Assert.Equal(scenario.Yaml, await file.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    static async Task<List<string>> Names(SimulatorFixture simulated, string path) =>
        [.. Row().Matches((await DeskResponse.Get(simulated, path)).Html).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("data-testid=\"scenario\" data-name=\"([^\"]*)\"")]
    private static partial Regex Row();
}
