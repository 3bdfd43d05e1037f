namespace KantanSim.Scenarios.Files;

/// <summary>What is known of a transaction when it is registered and a scenario is chosen for it.</summary>
/// <param name="HeaderValue">The value of the <see cref="ScenarioSelector.Header"/> header; null or blank = none.</param>
/// <param name="ShopId">The merchant's shop.</param>
/// <param name="OrderId">The merchant's order.</param>
/// <param name="Amount">In yen.</param>
/// <param name="ShopScenario">The shop's own scenario; null or blank = none.</param>
internal sealed record ScenarioRequest(string? HeaderValue, string ShopId, string OrderId, long Amount, string? ShopScenario);

/// <summary>Chooses the scenario of a transaction: header, armed, match, the shop's own, <c>success</c>; the first that applies.</summary>
internal static class ScenarioSelector
{
    public const string Header = "X-KantanSim-Scenario";

    /// <param name="request">The transaction.</param>
    /// <param name="arms">Oldest first.</param>
    /// <param name="library">What can be played.</param>
    public static ScenarioSelection Choose(ScenarioRequest request, IReadOnlyList<Arm> arms, ScenarioLibrary library)
    {
        var choice = ByHeader(request) ?? ByArm(request, arms) ?? ByMatch(request, library) ?? ByShop(request) ?? Default;
        // A name without a scenario is told and not passed over: a test that plays `success` unawares proves nothing.
        return library.Find(choice.Name) is null
            ? new ScenarioSelection.Unknown(choice.Name, choice.Reason, library.Names)
            : choice;
    }

    static ScenarioSelection.Selected? ByHeader(ScenarioRequest request) =>
        string.IsNullOrWhiteSpace(request.HeaderValue) ? null : new(request.HeaderValue.Trim(), $"header {Header}");

    static ScenarioSelection.Selected? ByArm(ScenarioRequest request, IReadOnlyList<Arm> arms) =>
        arms.FirstOrDefault(arm => arm.Fits(request.ShopId, request.OrderId)) is { } arm ? new(arm.Scenario, "armed", arm) : null;

    static ScenarioSelection.Selected? ByMatch(ScenarioRequest request, ScenarioLibrary library)
    {
        foreach (var scenario in library.Matching)
            if (scenario.Match!.Fits(request.ShopId, request.OrderId, request.Amount)) return new(scenario.Name, $"match on {scenario.Match}");
        return null;
    }

    static ScenarioSelection.Selected? ByShop(ScenarioRequest request) =>
        string.IsNullOrWhiteSpace(request.ShopScenario) ? null : new(request.ShopScenario, $"scenario of shop {request.ShopId}") { IsFallback = true };

    static readonly ScenarioSelection.Selected Default = new(BuiltInScenarios.Success.Name, "default") { IsFallback = true };
}
