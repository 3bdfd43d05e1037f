#pragma warning disable format // aligned tables
using KantanSim.Scenarios.Files;
using KantanSim.Tests.Infrastructure;
using KantanSim.Wire;

namespace KantanSim.Tests.Scenarios;

/// <summary>An unknown scenario name is answered with the three nearest names and where all are listed.</summary>
public sealed class ScenarioHintTests
{
    const string All = "all names: GET /api/scenarios or the page /scenarios";

    [Theory]
    [InlineData("GET",  "/scenarios/timout",       null)]
    [InlineData("POST", "/scenarios/arm",          "timout")]
    [InlineData("PUT",  "/shops/tshop00000001",    "timout")]
    public async Task Control_API_suggests_the_nearest_names(string verb, string path, string? scenario)
    {
        await using var simulated = await SimulatorFixture.Start();
        var problem = await simulated.ProblemOf(new(verb), path, scenario is null ? null : new { scenario });
        AssertHint(problem.Detail);
    }

    [Theory]
    [InlineData("en", "the nearest are", "all names: GET /api/scenarios or the page /scenarios")]
    [InlineData("ja", "近い名前：", "すべての名前：GET /api/scenarios またはシナリオ画面 /scenarios")]
    public async Task Scenario_page_suggests_the_nearest_names_in_both_languages(string language, params string[] hints)
    {
        await using var simulated = await SimulatorFixture.Start();
        using var answer = await simulated.Get($"/scenarios/timout?lang={language}");
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(404, (int)answer.StatusCode);
        Assert.All(hints, hint => Assert.Contains(hint, html, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("timout")]
    [InlineData("no scenario at all")]
    public async Task Registration_suggests_the_nearest_names(string name)
    {
        await using var simulated = await SimulatorFixture.Start();
        using var response = await simulated.PostForm(
            "/payment/EntryTranRecruit.idPass",
            "ShopID=tshop00000001&ShopPass=kantansim1&OrderID=HINT-1&JobCd=AUTH&Amount=1000", (ScenarioSelector.Header, name));
        Assert.Equal(400, (int)response.StatusCode);
        var body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var answer = string.Join(' ', ResponseBody.Read(body).Select(field => field.Value));
        var message = $"There is no scenario \"{name}\" (header {ScenarioSelector.Header}); the nearest are ";
        Assert.Contains(message, answer, StringComparison.Ordinal);
        Assert.Contains(All, answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("timout",     "timeout")]
    [InlineData("TIMEOUT",    "timeout")]
    [InlineData("point",      "points-only")]
    [InlineData("",           null)]
    public void The_nearest_name_comes_first(string name, string? nearest)
    {
        var found = SpellingSuggestion.Nearest(name, RepositoryScenarios.Library.Names, 3);
        Assert.Equal(3, found.Distinct().Count());
        if (nearest is not null) Assert.Equal(nearest, found[0]);
    }

    [Fact]
    public void A_very_long_name_is_compared_only_by_its_beginning() =>
        Assert.Equal(["bbb"], SpellingSuggestion.Nearest(new string('b', 1_000_000), ["aaa", "bbb"], 1));

    static void AssertHint(string text)
    {
        Assert.Contains("the nearest are timeout, ", text, StringComparison.Ordinal);
        Assert.Contains(All, text, StringComparison.Ordinal);
        Assert.DoesNotContain("points-only", text, StringComparison.Ordinal);
    }
}
