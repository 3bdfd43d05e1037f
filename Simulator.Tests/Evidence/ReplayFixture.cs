using System.Collections.Immutable;
using System.Text.Json;
using KantanSim.Scenarios.Files;
using KantanSim.Tests.Infrastructure;
using KantanSim.Tests.Scenarios;

namespace KantanSim.Tests.Evidence;

/// <summary>One simulator with all scenario files of the repository, to which tests add scenarios.</summary>
public sealed class ReplayFixture : IAsyncLifetime
{
    readonly List<Scenario> added = [];

    internal ScenarioPlayerFixture Players { get; } = new();

    internal SimulatorFixture Simulated => Players.Simulated;

    public async ValueTask InitializeAsync()
    {
        await Players.InitializeAsync();
        Simulated.GetService<ScenarioWatcher>().Load = (folder, _, _) =>
            new(folder, [.. RepositoryScenarios.Library.Scenarios, .. added], []);
    }

    public ValueTask DisposeAsync() => Players.DisposeAsync();

    /// <summary>Plays a scenario as a shop of its own, whose members have not spent anything.</summary>
    internal async Task<ScriptPlayer> Play(Scenario scenario, int amount = ScriptDefaults.Amount)
    {
        if (RepositoryScenarios.Library.Find(scenario.Name) is null)
        {
            added.Add(scenario);
            await Simulated.GetService<ScenarioWatcher>().Refresh();
        }
        var player = await Players.CreatePlayer(scenario, header: scenario.Name, amount: amount, members: "own");
        await player.Play();
        return player;
    }

    /// <summary>Does steps as a shop, a consumer and an operator, with the scenario <c>success</c>.</summary>
    /// <param name="steps">
    /// Such as <c>EntryTranRecruit {"Amount":"5"}; ExecTranRecruit; approve; merchant {"action":"capture"}; advance PT1H</c>.
    /// </param>
    internal async Task<ScriptPlayer> PlayByHand(string steps, string scenario = "success")
    {
        var all = steps.Split("; ");
        var script = all.TakeWhile(IsPlayed).Select(Line).ToList();
        var player = await Players.CreatePlayer(
            RepositoryScenarios.Library.Find(scenario)! with { Script = script }, header: scenario, members: "own");
        await player.Play();
        foreach (var step in all.Skip(script.Count)) await Do(player, step);
        return player;
    }

    static bool IsPlayed(string step) =>
        Array.TrueForAll(["consumer ", "merchant "], word => !step.StartsWith(word, StringComparison.Ordinal));

    static ScriptLine Line(string step)
    {
        var words = step.Split(' ', 2);
        var more = words.ElementAtOrDefault(1);
        return more?[0] == '{' ? new(words[0], null, null, Fields(more)) : new(words[0], more, null);
    }

    static ImmutableSortedDictionary<string, string> Fields(string json) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(json)!.ToImmutableSortedDictionary();

    async Task Do(ScriptPlayer player, string step)
    {
        var words = step.Split(' ', 2);
        if (IsPlayed(step)) await player.Play(Line(step));
        else await Simulated.CallApi(HttpMethod.Post, $"/transactions/{player.AccessId}/{words[0]}", words[1]);
        await Simulated.Advance("PT0S");
    }
}
