using System.Text.Json.Nodes;
using KantanSim.Scenarios.Files;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Scenarios;

/// <summary>One simulator that plays all scenario files of the repository. Each gets its own shop and the same start time.</summary>
public sealed class ScenarioPlayerFixture : IAsyncLifetime
{
    int shops;

    internal SimulatorFixture Simulated { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Simulated = await SimulatorFixture.Start(settings: $"--KantanSim:Scenarios={RepositoryScenarios.Folder}");

    public ValueTask DisposeAsync() => Simulated.DisposeAsync();

    internal async Task<ScriptPlayer> CreatePlayer(
        Scenario scenario, string? orderId = null, string? header = null, int amount = 1000, string itemName = "Mug",
        string members = "shared")
    {
        var shopId = $"play{++shops:D3}";
        var shop = new JsonObject
        {
            ["shopId"] = shopId,
            ["shopPass"] = "kantansim1",
            ["notifyUrl"] = $"{Simulated.Merchant.Url}/notify/{shopId}",
            ["members"] = members,
        };
        await Simulated.CallApi(HttpMethod.Put, "/clock", """{"mode":"manual","now":"2026-01-15T00:00:00Z"}""");
        await Simulated.CallApi(HttpMethod.Post, "/shops", shop.ToJsonString());
        return new(Simulated, scenario, shopId, orderId ?? "ORDER-1", header, amount, itemName);
    }
}

/// <summary>Plays every scenario file by its script and checks its expectations.</summary>
public sealed class EveryScenarioTests(ScenarioPlayerFixture fixture) : IClassFixture<ScenarioPlayerFixture>
{
    public static TheoryData<string> Names => [.. RepositoryScenarios.Library.Names];

    // Selected by its magic value if it has one, else by the header.
    [Theory, MemberData(nameof(Names))]
    public async Task A_played_scenario_ends_as_its_file_expects(string name)
    {
        var scenario = RepositoryScenarios.Library.Find(name)!;
        using var player = scenario.Match is { } match
            ? await CreateByMagicValue(scenario, match)
            : await fixture.CreatePlayer(scenario, header: name);
        await player.Play();
        var transaction = await player.Transaction();
        var status = (string)transaction["status"]!;
        var errInfo = (string?)transaction["errInfo"] ?? "";
        Assert.Empty(scenario.Expect!.Unmet(status, errInfo, player.Notified, player.Returned));
        var reason = scenario.Match is null ? $"header {ScenarioSelector.Header}" : $"match on {scenario.Match}";
        Assert.Equal($"{name} ({reason})", Selected(scenario, player, transaction));
    }

    [Fact]
    public void Every_file_names_its_schema() => Assert.All(RepositoryScenarios.Library.Scenarios, scenario =>
    {
        var path = Path.Combine(RepositoryScenarios.Folder, scenario.Folder, $"{scenario.Name}.yaml");
        var schema = (scenario.Folder.Length == 0 ? "" : "../") + "scenario-v1.json";
        Assert.Equal($"# yaml-language-server: $schema={schema}", File.ReadLines(path).First());
    });

    [Fact]
    public void Every_file_has_texts_in_both_languages() => Assert.All(RepositoryScenarios.Library.Scenarios, scenario =>
        Assert.All([scenario.Title, scenario.Description], text =>
        {
            Assert.True(text.En.All(char.IsAscii), text.En);
            Assert.True(text.Ja.Any(letter => letter > 0x3000), text.Ja);
        }));

    [Fact]
    public void Every_file_has_an_expectation() =>
        Assert.All(RepositoryScenarios.Library.Scenarios, scenario => Assert.NotNull(scenario.Expect));

    [Fact]
    public void The_library_uses_every_hook_action_and_race()
    {
        var scenarios = RepositoryScenarios.Library.Scenarios;
        var rules = scenarios.SelectMany(scenario => scenario.Rules).ToList();
        Assert.True(scenarios.Count >= 44, $"{scenarios.Count} files");
        Assert.Empty(Hook.All.Except(rules.Select(rule => rule.When)));
        Assert.Empty(ActionDefinition.All.Select(definition => definition.Name).Except(rules.Select(rule => rule.Then.Name)));
        Assert.Empty(Enum.GetValues<Race>().Except(scenarios.Select(scenario => scenario.Race)));
    }

    // A match by item applies only when the payment is requested, after the response with the header.
    static string? Selected(Scenario scenario, ScriptPlayer player, JsonNode transaction) =>
        scenario.Match?.Item is null ? player.Selected : $"{transaction["scenario"]} ({transaction["scenarioReason"]})";

    Task<ScriptPlayer> CreateByMagicValue(Scenario scenario, ScenarioMatch match) => fixture.CreatePlayer(
        scenario,
        match.OrderId?.Replace("*", "1", StringComparison.Ordinal),
        amount: (int)(match.AmountFrom ?? 1000),
        itemName: match.Item?.Replace("*", " 1", StringComparison.Ordinal) ?? "Mug");
}
