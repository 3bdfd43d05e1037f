using KantanSim.Scenarios;

namespace KantanSim.Dashboard;

/// <summary>The scenarios as the page shows them: by folder, each with all that its file says.</summary>
internal static class ScenarioModel
{
    public static IEnumerable<Dictionary<string, object?>> Folders(IEnumerable<Scenario> scenarios) => scenarios
        .GroupBy(scenario => scenario.Folder).OrderBy(folder => folder.Key, StringComparer.Ordinal)
        .Select(folder => new Dictionary<string, object?>
        {
            ["name"] = folder.Key,
            ["id"] = folder.Key.Length == 0 ? "first" : $"folder-{folder.Key.Replace('/', '-')}",
            ["scenarios"] = folder.Select(Of).ToList(),
        });

    static Dictionary<string, object?> Of(Scenario scenario) => new()
    {
        ["name"] = scenario.Name,
        ["title_en"] = scenario.Title.En,
        ["title_ja"] = scenario.Title.Ja,
        ["description_en"] = scenario.Description.En,
        ["description_ja"] = scenario.Description.Ja,
        ["match"] = scenario.Match?.ToString() ?? "",
        ["race"] = scenario.RaceWord ?? "",
        ["unattended"] = scenario.Unattended,
        ["status"] = scenario.Expect?.Status ?? "",
        ["rules"] = scenario.Rules.Select(Of).ToList(),
        ["script"] = scenario.Script.Select(Wording.Of).ToList(),
        ["expect"] = scenario.Expect is { } expect ? Wording.Of(expect).Select(line => new Dictionary<string, object?> { ["key"] = line.Key, ["value"] = line.Value }).ToList() : [],
    };

    static Dictionary<string, object?> Of(Rule rule) => new()
    {
        ["when"] = rule.When.Name,
        ["match"] = rule.Match?.ToString() ?? "",
        ["then"] = Wording.Of(rule),
        ["times"] = rule.Times ?? 0,
        ["person"] = rule.By == PlayedBy.Person,
    };
}
