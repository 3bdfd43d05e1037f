using KantanSim.Operations;
using KantanSim.Scenarios.Files;

namespace KantanSim.Admin.Pages;

/// <summary>The template models of scenarios: by folder, each with the content of its file and the form that arms it.</summary>
internal static class ScenarioModel
{
    /// <param name="typed">The arm form that was refused; its scenario shows these values.</param>
    /// <param name="shopId">The shop that is preselected; empty: none.</param>
    public static IEnumerable<Dictionary<string, object?>> Folders(IEnumerable<Scenario> scenarios, FormValues? typed, string shopId) =>
        ByFolder(scenarios).Select(folder => new Dictionary<string, object?>
        {
            ["name"] = folder.Key,
            ["id"] = FolderId(folder.Key),
            ["scenarios"] = folder.Select(scenario => Of(scenario, typed?["scenario"] == scenario.Name ? typed : null, shopId)).ToList(),
        });

    /// <summary>All folders, each with its number of scenarios.</summary>
    public static IEnumerable<Dictionary<string, object?>> FolderNames(IEnumerable<Scenario> scenarios) =>
        ByFolder(scenarios).Select(folder => new Dictionary<string, object?>
        {
            ["name"] = folder.Key,
            ["id"] = FolderId(folder.Key),
            ["count"] = folder.Count(),
        });

    /// <summary>The folder's element id on the page, and its value in the query. Scenarios outside any folder have <c>first</c>.</summary>
    public static string FolderId(string folder) => folder.Length == 0 ? "first" : $"folder-{folder.Replace('/', '-')}";

    public static Dictionary<string, object?> Of(ArmView arm) => new()
    {
        ["id"] = arm.Id,
        ["scenario"] = arm.Scenario,
        ["times"] = arm.Times,
        ["shop_id"] = arm.ShopId,
        ["order_id"] = arm.OrderId ?? "",
        ["note"] = arm.Note ?? "",
        ["until"] = arm.ExpiresAt is { } end ? DisplayText.Time(end) : "",
    };

    static IEnumerable<IGrouping<string, Scenario>> ByFolder(IEnumerable<Scenario> scenarios) =>
        scenarios.GroupBy(scenario => scenario.Folder).OrderBy(folder => folder.Key, StringComparer.Ordinal);

    static Dictionary<string, object?> Of(Scenario scenario, FormValues? typed, string shopId) => new()
    {
        ["times"] = typed?["times"] ?? "1",
        ["shop_id"] = typed?["shopId"] ?? shopId,
        ["order_id"] = typed?["orderId"] ?? "",
        ["note"] = typed?["note"] ?? "",
        ["expires_in"] = typed?["expiresIn"] ?? "",
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
        ["expect"] = scenario.Expect is { } expect ? Of(expect) : [],
    };

    static Dictionary<string, object?> Of(Rule rule) => new()
    {
        ["when"] = rule.When.Name,
        ["match"] = rule.Match?.ToString() ?? "",
        ["chance"] = ScenarioFormatter.FormatChance(rule),
        ["then"] = ScenarioFormatter.Format(rule),
        ["times"] = rule.Times ?? 0,
        ["person"] = rule.Mode == PlayMode.Manual,
    };

    static List<Dictionary<string, object?>> Of(Expectation expect) =>
    [
        .. ScenarioFormatter.Format(expect).Select(line => new Dictionary<string, object?> { ["key"] = line.Key, ["value"] = line.Value }),
    ];
}
