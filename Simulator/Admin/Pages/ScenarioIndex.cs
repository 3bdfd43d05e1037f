using System.Globalization;
using KantanSim.Scenarios.Files;

namespace KantanSim.Admin.Pages;

/// <summary>The template model of the index of scenarios: a filter, and one row a scenario, favourites first, then by folder.</summary>
internal static class ScenarioIndex
{
    const int PageSize = 200;

    /// <param name="from">The index of the first row, from the query.</param>
    public static Dictionary<string, object?> Model(
        ScenarioLibrary library, ScenarioFilter filter, IReadOnlySet<string> favourites, string from)
    {
        List<(Scenario Scenario, ScenarioTraits Traits)> all = [.. library.Scenarios.Select(one => (one, ScenarioTraits.Of(one)))];
        var found = all.Where(one => filter.Matches(one.Scenario, one.Traits)).Select(one => one.Scenario)
            .OrderBy(one => Rank(one, favourites)).ThenBy(one => one.Folder, StringComparer.Ordinal).ToList();
        var page = ResultPage.Of(found, from, PageSize);
        return new()
        {
            ["q"] = filter.Words,
            ["folder"] = filter.Folder,
            ["party"] = filter.Party,
            ["effect"] = filter.Effect,
            ["filtered"] = filter.IsSet,
            ["list_at"] = ScenarioPages.Root + filter.Query,
            ["header"] = ScenarioSelector.Header,
            ["slice"] = page.Model(),
            ["groups"] = page.Items.GroupBy(one => Group(one, favourites)).Select(group => Model(group, favourites)).ToList(),
            ["folder_options"] = FolderOptions(library.Scenarios),
            ["party_options"] = ScenarioParty.All.Select(
                party => Option(party.Id, party.Label, all.Count(one => one.Traits.Parties.Contains(party)))),
            ["effect_options"] = ScenarioEffect.All.Select(
                effect => Option(effect.Id, effect.Label, all.Count(one => one.Traits.Effects.Contains(effect)))),
        };
    }

    /// <summary>The folder's element id on the page, and its value in the query. Scenarios outside any folder have <c>first</c>.</summary>
    public static string FolderId(string folder) => folder.Length == 0 ? "first" : $"folder-{folder.Replace('/', '-')}";

    static int Rank(Scenario scenario, IReadOnlySet<string> favourites)
    {
        if (favourites.Contains(scenario.Name)) return 0;
        return scenario.IsDraft ? 1 : 2;
    }

    static (string Id, string En, string Ja) Group(Scenario scenario, IReadOnlySet<string> favourites)
    {
        if (favourites.Contains(scenario.Name)) return ("favourites", "Favourites", "お気に入り");
        if (scenario.IsDraft) return ("drafts", "Drafts, gone at the next restart", "下書き（再起動で消えます）");
        var label = FolderLabel(scenario.Folder);
        return (FolderId(scenario.Folder), label.En, label.Ja);
    }

    static Dictionary<string, object?> Model(
        IGrouping<(string Id, string En, string Ja), Scenario> group, IReadOnlySet<string> favourites) => new()
        {
            ["id"] = group.Key.Id,
            ["en"] = group.Key.En,
            ["ja"] = group.Key.Ja,
            ["rows"] = group.Select(scenario => Row(scenario, favourites.Contains(scenario.Name))).ToList(),
        };

    static Dictionary<string, object?> Row(Scenario scenario, bool isFavourite) => new()
    {
        ["name"] = scenario.Name,
        ["title_en"] = scenario.Title.En,
        ["title_ja"] = scenario.Title.Ja,
        ["description_en"] = scenario.Description.En,
        ["description_ja"] = scenario.Description.Ja,
        ["favourite"] = isFavourite,
        ["draft"] = scenario.IsDraft,
    };

    static IEnumerable<Dictionary<string, object?>> FolderOptions(IEnumerable<Scenario> scenarios) => scenarios
        .GroupBy(scenario => scenario.Folder)
        .OrderBy(folder => folder.Key, StringComparer.Ordinal)
        .Select(folder => Option(FolderId(folder.Key), FolderLabel(folder.Key), folder.Count()));

    static LocalText FolderLabel(string folder) => folder.Length == 0 ? new("basic", "基本") : new(folder, folder);

    static Dictionary<string, object?> Option(string id, LocalText label, int count) => new()
    {
        ["id"] = id,
        ["en"] = label.En,
        ["ja"] = label.Ja,
        ["count"] = count.ToString(CultureInfo.InvariantCulture),
    };
}
