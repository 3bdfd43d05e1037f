using KantanSim.Scenarios;

namespace KantanSim.Dashboard;

/// <summary>A scenario and its rules.</summary>
internal static class ScenarioModel
{
    public static Dictionary<string, object?> Of(Scenario scenario) => new()
    {
        ["name"] = scenario.Name,
        ["title_en"] = scenario.Title.En,
        ["title_ja"] = scenario.Title.Ja,
        ["description_en"] = scenario.Description.En,
        ["description_ja"] = scenario.Description.Ja,
        ["match"] = scenario.Match?.ToString() ?? "",
        ["unattended"] = scenario.Unattended,
        ["rules"] = scenario.Rules.Select(rule => new Dictionary<string, object?> { ["when"] = rule.When.Name, ["then"] = rule.Then.Name }),
    };
}
