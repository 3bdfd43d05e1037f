using System.Text.Json.Nodes;
using KantanSim.Scenarios.Files;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Scenarios;

/// <summary>One simulator that plays all files of the repository, each with its own shop. The clock is set back for each.</summary>
public sealed class PlayedLibrary : IAsyncLifetime
{
    HttpClient? http;
    int shops;

    internal SimulatorFixture Simulated { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Simulated = await SimulatorFixture.Start(settings: $"--KantanSim:Scenarios={RepositoryScenarios.Folder}");
        http = new() { BaseAddress = new(Simulated.Url), Timeout = HangGuard.Limit };
    }

    public async ValueTask DisposeAsync()
    {
        http?.Dispose();
        await Simulated.DisposeAsync();
    }

    internal async Task<ScriptPlayer> Begins(Scenario scenario, string? orderId = null, string? header = null, int amount = 1000, string itemName = "Mug")
    {
        var shopId = $"play{++shops:D3}";
        await Simulated.CallApi(HttpMethod.Put, "/clock", """{"mode":"manual","now":"2026-01-15T00:00:00Z"}""");
        await Simulated.CallApi(HttpMethod.Post, "/shops", new JsonObject { ["shopId"] = shopId, ["shopPass"] = "kantansim1", ["notifyUrl"] = $"{Simulated.Merchant.Url}/notify/{shopId}" }.ToJsonString());
        return new(Simulated, http!, scenario, shopId, orderId ?? "ORDER-1", header) { Amount = amount, ItemName = itemName };
    }
}

/// <summary>Plays every scenario file by its script and checks its expectations.</summary>
public sealed class EveryScenarioTests(PlayedLibrary library) : IClassFixture<PlayedLibrary>
{
    public static TheoryData<string> Names => [.. RepositoryScenarios.Library.Names];

    // Selected by its magic value where it has one, else by the header.
    [Theory, MemberData(nameof(Names))]
    public async Task A_played_scenario_ends_as_its_file_expects(string name)
    {
        var scenario = RepositoryScenarios.Library.Find(name)!;
        using var player = scenario.Match is { } match ? await BeginsByMagicValue(scenario, match) : await library.Begins(scenario, header: name);
        await player.Plays();
        var transaction = await player.Transaction();
        Assert.Empty(scenario.Expect!.Unmet((string)transaction["status"]!, (string?)transaction["errInfo"] ?? "", player.Notified, player.Returned));
        // The item is known only when the payment is requested, so the first answer's header cannot name that scenario.
        var played = scenario.Match?.Item is null ? player.Played : $"{transaction["scenario"]} ({transaction["scenarioReason"]})";
        Assert.Equal($"{name} ({(scenario.Match is null ? $"header {ScenarioSelector.Header}" : $"match on {scenario.Match}")})", played);
    }

    [Fact]
    public void Every_file_names_its_schema_has_both_languages_and_an_expectation() => Assert.All(RepositoryScenarios.Library.Scenarios, scenario =>
    {
        var path = Path.Combine(RepositoryScenarios.Folder, scenario.Folder, $"{scenario.Name}.yaml");
        Assert.Equal($"# yaml-language-server: $schema={(scenario.Folder.Length == 0 ? "" : "../")}scenario-v1.json", File.ReadLines(path).First());
        Assert.All([scenario.Title, scenario.Description], text => Assert.True(text.En.All(char.IsAscii) && text.Ja.Any(letter => letter > 0x3000), $"{scenario.Name}: {text}"));
        Assert.NotNull(scenario.Expect);
    });

    [Fact]
    public void The_library_uses_every_cue_reaction_and_race()
    {
        var scenarios = RepositoryScenarios.Library.Scenarios;
        var rules = scenarios.SelectMany(scenario => scenario.Rules).ToList();
        Assert.True(scenarios.Count >= 44, $"{scenarios.Count} files");
        Assert.Empty(Hook.All.Except(rules.Select(rule => rule.When)));
        Assert.Empty(ActionDefinition.All.Select(form => form.Name).Except(rules.Select(rule => rule.Then.Name)));
        Assert.Empty(Enum.GetValues<Race>().Except(scenarios.Select(scenario => scenario.Race)));
    }

    Task<ScriptPlayer> BeginsByMagicValue(Scenario scenario, ScenarioMatch match) => library.Begins(
        scenario, match.OrderId?.Replace("*", "1", StringComparison.Ordinal), amount: (int)(match.AmountFrom ?? 1000), itemName: match.Item?.Replace("*", " 1", StringComparison.Ordinal) ?? "Mug");
}
