using KantanSim.Scenarios.Files;

namespace KantanSim.Admin.Pages;

/// <summary>The scenarios as the page shows them: by folder, each with all that its file says and the form that arms it.</summary>
internal static class ScenarioModel
{
    /// <param name="typed">The form that was just written, for one of them.</param>
    public static IEnumerable<Dictionary<string, object?>> Folders(IEnumerable<Scenario> scenarios, FormValues? typed) => scenarios
        .GroupBy(scenario => scenario.Folder).OrderBy(folder => folder.Key, StringComparer.Ordinal)
        .Select(folder => new Dictionary<string, object?>
        {
            ["name"] = folder.Key,
            ["id"] = FolderId(folder.Key),
            ["scenarios"] = folder.Select(one => Of(one, typed?["scenario"] == one.Name ? typed : null)).ToList(),
        });

    /// <summary>All folders, each with how many scenarios it has.</summary>
    public static IEnumerable<Dictionary<string, object?>> FolderNames(IEnumerable<Scenario> scenarios) => scenarios
        .GroupBy(scenario => scenario.Folder).OrderBy(folder => folder.Key, StringComparer.Ordinal)
        .Select(folder => new Dictionary<string, object?> { ["name"] = folder.Key, ["id"] = FolderId(folder.Key), ["count"] = folder.Count() });

    public static string FolderId(string folder) => folder.Length == 0 ? "first" : $"folder-{folder.Replace('/', '-')}";

    public static Dictionary<string, object?> Of(Arm arm) => new()
    {
        ["id"] = arm.Id,
        ["scenario"] = arm.Scenario,
        ["times"] = arm.Times,
        ["shop_id"] = arm.ShopId ?? "",
        ["order_id"] = arm.OrderId ?? "",
    };

    static Dictionary<string, object?> Of(Scenario scenario, FormValues? typed) => new()
    {
        ["times"] = typed?["times"] ?? "1",
        ["shop_id"] = typed?["shopId"] ?? "",
        ["order_id"] = typed?["orderId"] ?? "",
        ["typed"] = typed is not null,
        ["name"] = scenario.Name,
        ["title_en"] = scenario.Title.En,
        ["title_ja"] = scenario.Title.Ja,
        ["description_en"] = scenario.Description.En,
        ["description_ja"] = scenario.Description.Ja,
        ["match"] = scenario.Match?.ToString() ?? "",
        ["race"] = scenario.RaceWord ?? "",
        ["unattended"] = scenario.IsUnattended,
        ["status"] = scenario.Expect?.Status ?? "",
        ["rules"] = scenario.Rules.Select(Of).ToList(),
        ["script"] = scenario.Script.Select(ScenarioFormatter.Format).ToList(),
        ["expect"] = scenario.Expect is { } expect ? ScenarioFormatter.Format(expect).Select(line => new Dictionary<string, object?> { ["key"] = line.Key, ["value"] = line.Value }).ToList() : [],
    };

    static Dictionary<string, object?> Of(Rule rule) => new()
    {
        ["when"] = rule.When.Name,
        ["match"] = rule.Match?.ToString() ?? "",
        ["then"] = ScenarioFormatter.Format(rule),
        ["times"] = rule.Times ?? 0,
        ["person"] = rule.Mode == PlayMode.Manual,
    };
}
