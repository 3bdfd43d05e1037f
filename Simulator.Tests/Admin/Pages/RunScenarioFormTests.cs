using System.Text.RegularExpressions;
using KantanSim.Operations;
using KantanSim.Scenarios.Files;
using KantanSim.Tests.Infrastructure;
using Microsoft.AspNetCore.Routing;

namespace KantanSim.Tests.Admin.Pages;

/// <summary>The form that saves a payment's run as a scenario.</summary>
public sealed class RunScenarioFormTests
{
    const string Other = "name: other\nrules: [{ when: walletOpened, then: cancel }]\n";

    [Fact]
    public async Task Saved_run_is_a_file_that_can_be_played_at_once()
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("other", Other);
        var order = await simulated.Pay("RUN-1");
        var saved = await DeskResponse.Post(
            simulated, $"/payments/{order.AccessId}/scenario", ("name", "my-run"), ("description", "A good merchant: waits."));
        var path = Path.Combine(simulated.Scenarios!.FullName, "my-run.yaml");
        Assert.Equal($"/scenarios/my-run?done=saved&what={Uri.EscapeDataString(path)}", saved.Location);
        Assert.Contains("Saved as", (await DeskResponse.Get(simulated, $"{saved.Location}&lang=en")).Text, StringComparison.Ordinal);
        var scenario = simulated.GetService<ScenarioWatcher>().Current.Find("my-run")!;
        Assert.Equal("A good merchant: waits.", scenario.Description.Ja);
        Assert.True(File.Exists(path));
        Assert.Equal("AUTH", scenario.Expect!.Status);
    }

    [Fact]
    public async Task Existing_name_is_not_overwritten()
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("other", Other);
        var order = await simulated.Pay("RUN-1");
        var refused = await Save(simulated, order, "other");
        Assert.Equal(400, refused.Http);
        Assert.Contains("name is other ; allowed: a name that no scenario and no file", refused.Text, StringComparison.Ordinal);
        Assert.Equal(Other, await File.ReadAllTextAsync(
            Path.Combine(simulated.Scenarios!.FullName, "other.yaml"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Folder_that_cannot_be_written_leads_to_the_download()
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("other", Other);
        var order = await simulated.Pay("RUN-1");
        simulated.Scenarios!.Delete(recursive: true);
        var refused = await Save(simulated, order, "my-run");
        Assert.Equal(409, refused.Http);
        Assert.Contains($"The folder {simulated.Scenarios} cannot be written", refused.Text, StringComparison.Ordinal);
        Assert.Contains($"/api/transactions/{order.AccessId}/scenario?name=my-run", refused.Html, StringComparison.Ordinal);
        simulated.Scenarios.Create();
    }

    [Fact]
    public async Task Wrong_name_is_shown_with_what_is_allowed()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Pay("RUN-1");
        var refused = await Save(simulated, order, "My Run");
        Assert.Equal(400, refused.Http);
        Assert.Contains("Name (empty: run-of-run-1)", refused.Text, StringComparison.Ordinal);
        Assert.Contains("name is My Run ; allowed: up to 64 lower-case letters", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Name_of_a_page_is_refused()
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("other", Other);
        var order = await simulated.Pay("RUN-1");
        var refused = await Save(simulated, order, "compose");
        Assert.Equal(400, refused.Http);
        const string why = "name is compose ; allowed: a name other than arm, armed, compose,";
        Assert.Contains(why, refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("name=compose", refused.Html, StringComparison.Ordinal);
        var composed = await DeskResponse.Post(
            simulated, "/scenarios/compose/save?lang=en",
            ("name", "compose"), ("r1", "walletOpened.leave"), ("r1_was", "walletOpened.leave"));
        Assert.Equal(400, composed.Http);
        Assert.Contains(why, composed.Text, StringComparison.Ordinal);
        Assert.Equal("other.yaml", Assert.Single(simulated.Scenarios!.GetFiles()).Name);
    }

    [Fact]
    public async Task Reserved_names_are_the_paths_beside_a_scenarios_page()
    {
        await using var simulated = await SimulatorFixture.Start();
        var below = simulated.GetService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => Regex.Match(endpoint.RoutePattern.RawText!, "^/?(?:api/)?scenarios/([a-z-]+)").Groups[1].Value)
            .Where(name => name.Length > 0);
        Assert.Equal(below.Distinct().Order(StringComparer.Ordinal), ReservedNames.All);
    }

    [Fact]
    public async Task File_that_would_be_invalid_is_not_saved()
    {
        await using var simulated = await SimulatorFixture.StartWithScenarios("other", Other);
        var order = await simulated.Pay("RUN-1");
        for (var call = 1; call <= 2; call++)
            await simulated.CallOperation("SearchTradeMulti", order, ("PayType", "24"), ("Extra", new string('x', 40_000)));
        const string why = "This run cannot be saved as a scenario: the file has more than 65536 bytes.";
        var refused = await Save(simulated, order, "my-run");
        Assert.Equal(409, refused.Http);
        Assert.Contains(why, refused.Text, StringComparison.Ordinal);
        Assert.Equal("other.yaml", Assert.Single(simulated.Scenarios!.GetFiles()).Name);
        var problem = await simulated.ProblemOf(HttpMethod.Get, $"/transactions/{order.AccessId}/scenario");
        Assert.Equal((409, why), (problem.Status, problem.Detail));
        var shown = await DeskResponse.Get(simulated, $"/payments/{order.AccessId}/scenario?lang=en");
        Assert.Contains(why, shown.Text, StringComparison.Ordinal);
        Assert.DoesNotContain($"/api/transactions/{order.AccessId}/scenario", shown.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_of_an_unknown_payment_is_404()
    {
        await using var simulated = await SimulatorFixture.Start();
        var path = $"/payments/{new string('0', 32)}/scenario";
        Assert.Equal(404, (await DeskResponse.Get(simulated, path)).Http);
        Assert.Equal(404, (await DeskResponse.Post(simulated, path, ("name", "x"), ("description", ""))).Http);
    }

    static Task<DeskResponse> Save(SimulatorFixture simulated, TestOrder order, string name) => DeskResponse.Post(
        simulated, $"/payments/{order.AccessId}/scenario?lang=en", ("name", name), ("description", ""));
}
