namespace KantanSim.Client;

public sealed partial class KantanSimClient
{
    /// <summary>Lists the scenarios, and the errors in files that could not be loaded.</summary>
    public Task<ScenarioListing> ListScenariosAsync(CancellationToken cancel = default) =>
        api.Get<ScenarioListing>("api/scenarios", cancel);

    /// <summary>Reads a scenario.</summary>
    public Task<Scenario> GetScenarioAsync(string name, CancellationToken cancel = default) =>
        api.Get<Scenario>($"api/scenarios/{Query.Segment(name)}", cancel);

    /// <summary>Plays a whole payment by a scenario in a shop's place, and answers when the scenario's script is at its end.</summary>
    public Task<PlayedScenario> PlayScenarioAsync(string name, PlayRequest request, CancellationToken cancel = default) =>
        api.Send<PlayedScenario>(HttpMethod.Post, $"api/scenarios/{Query.Segment(name)}/play", request, cancel);

    /// <summary>Has the next payments that match play a scenario.</summary>
    public Task<ArmedScenario> ArmAsync(ArmRequest request, CancellationToken cancel = default) =>
        api.Send<ArmedScenario>(HttpMethod.Post, "api/scenarios/arm", request, cancel);

    /// <summary>Lists the armed scenarios, oldest first.</summary>
    public Task<Listing<ArmedScenario>> ListArmedAsync(CancellationToken cancel = default) =>
        api.Get<Listing<ArmedScenario>>("api/scenarios/armed", cancel);

    /// <summary>Disarms one scenario.</summary>
    public Task DisarmAsync(string id, CancellationToken cancel = default) =>
        api.Send(HttpMethod.Delete, $"api/scenarios/armed/{Query.Segment(id)}", null, cancel);

    /// <summary>Disarms all scenarios.</summary>
    /// <param name="shopId">Of this shop alone; <c>*</c>: those of any shop.</param>
    public Task DisarmAllAsync(string? shopId = null, CancellationToken cancel = default) =>
        api.Send(HttpMethod.Delete, Query.Of("api/scenarios/armed", ("shopId", shopId)), null, cancel);
}
