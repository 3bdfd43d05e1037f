namespace KantanSim.Scenarios.Files;

/// <summary>What is known of a transaction when it is registered and a scenario is selected for it.</summary>
/// <param name="HeaderValue">The value of the <see cref="ScenarioSelector.Header"/> header; null or blank: none.</param>
/// <param name="ShopId">The merchant's shop.</param>
/// <param name="OrderId">The merchant's order.</param>
/// <param name="Amount">In yen.</param>
/// <param name="ShopScenario">The scenario configured for the shop; null or blank: none.</param>
internal sealed record ScenarioRequest(string? HeaderValue, string ShopId, string OrderId, long Amount, string? ShopScenario);

/// <summary>
/// Selects the scenario of a transaction. The first that applies: header, armed scenario, match, the shop's scenario, <c>success</c>.
/// </summary>
internal static class ScenarioSelector
{
    public const string Header = "X-KantanSim-Scenario";

    static readonly ScenarioSelection.Selected Default = new(BuiltInScenarios.Success.Name, "default") { IsFallback = true };

    /// <param name="request">The transaction.</param>
    /// <param name="arms">Oldest first.</param>
    /// <param name="library">The loaded scenarios.</param>
    public static ScenarioSelection Choose(ScenarioRequest request, IReadOnlyList<Arm> arms, ScenarioLibrary library)
    {
        var selected = ByHeader(request) ?? ByArm(request, arms) ?? ByMatch(request, library) ?? ByShop(request) ?? Default;
        // An unknown name is an error and does not fall through: a test that silently plays `success` proves nothing.
        return library.Find(selected.Name) is null
            ? new ScenarioSelection.Unknown(selected.Name, selected.Reason, library.Names)
            : selected;
    }

    static ScenarioSelection.Selected? ByHeader(ScenarioRequest request) =>
        string.IsNullOrWhiteSpace(request.HeaderValue) ? null : new(request.HeaderValue.Trim(), $"header {Header}");

    static ScenarioSelection.Selected? ByArm(ScenarioRequest request, IReadOnlyList<Arm> arms)
    {
        var arm = arms.FirstOrDefault(arm => arm.Fits(request.ShopId, request.OrderId));
        return arm is null ? null : new(arm.Scenario, "armed", arm);
    }

    static ScenarioSelection.Selected? ByMatch(ScenarioRequest request, ScenarioLibrary library)
    {
        var matching = library.Matching
            .FirstOrDefault(scenario => scenario.Match!.Fits(request.ShopId, request.OrderId, request.Amount));
        return matching is null ? null : new(matching.Name, $"match on {matching.Match}");
    }

    static ScenarioSelection.Selected? ByShop(ScenarioRequest request) =>
        string.IsNullOrWhiteSpace(request.ShopScenario)
            ? null
            : new(request.ShopScenario, $"scenario of shop {request.ShopId}") { IsFallback = true };
}
