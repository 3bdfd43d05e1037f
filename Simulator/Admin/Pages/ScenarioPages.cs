using KantanSim.Merchants;
using KantanSim.Operations;
using KantanSim.Scenarios.Engine;
using KantanSim.Scenarios.Files;

namespace KantanSim.Admin.Pages;

/// <summary>The pages that list, search and show scenarios, and arm and disarm them.</summary>
internal sealed class ScenarioPages(DashboardLayout layout, ScenarioEngine engine, ShopRepository shops)
{
    const string Root = "/scenarios";
    const int PageSize = 60;
    const int MaxSuggestedShops = 200;

    public static void Map(IEndpointRouteBuilder desk)
    {
        desk.MapGet(Root, (HttpContext http, ScenarioPages pages) => pages.Show(http));
        desk.MapGet($"{Root}/{{name}}", (HttpContext http, ScenarioPages pages, string name) => pages.ShowOne(http, name));
        desk.MapPost($"{Root}/arm", (HttpContext http, ScenarioPages pages) => pages.Arm(http));
        desk.MapPost($"{Root}/disarm", (HttpContext http, ScenarioPages pages) => pages.Disarm(http));
    }

    Task ShowOne(HttpContext http, string name) => DeskPage.CatchProblem(
        () => Show(http, ScenarioLookup.Find(engine.Library, name)),
        problem => Show(http, problem: problem));

    async Task Arm(HttpContext http)
    {
        var form = await FormValues.Read(http.Request);
        // The page of one scenario has the same form as the list.
        var alone = form["page"] == "one" ? engine.Library.Find(form["scenario"]) : null;
        await DeskPage.CatchProblem(async () =>
        {
            var request = ArmRequest.From(form.Without("page").WithoutEmpty("shopId", "orderId").Body(), engine.Library);
            await engine.Arm(request.Scenario, request.Times, request.ShopId, request.OrderId);
            http.SeeOther(PathOf(alone), "armed", request.Scenario, "armed");
        }, problem => Show(http, alone, form, problem));
    }

    // An id that is no longer armed is no error: it was played or disarmed meanwhile.
    async Task Disarm(HttpContext http)
    {
        var form = await FormValues.Read(http.Request);
        if (form["id"].Length == 0) await engine.Disarm();
        else await engine.DisarmOne(form["id"]);
        http.SeeOther(Root, "disarmed", place: "armed");
    }

    /// <param name="alone">The only scenario shown; null: the list.</param>
    /// <param name="typed">The form that was refused.</param>
    Task Show(HttpContext http, Scenario? alone = null, FormValues? typed = null, Problem? problem = null)
    {
        var query = $"{http.Request.Query["q"]}";
        var folder = $"{http.Request.Query["folder"]}";
        var library = engine.Library;
        var page = ResultPage.Of(alone is null ? Matching(library, query, folder) : [alone], http.Request.Query["from"], PageSize);
        return layout.ShowDesk(http, "scenarios", new()
        {
            ["header"] = ScenarioSelector.Header,
            ["q"] = query,
            ["folder"] = folder,
            ["alone"] = alone?.Name ?? "",
            ["folder_names"] = ScenarioModel.FolderNames(library.Scenarios),
            ["slice"] = page.Model(),
            ["folders"] = ScenarioModel.Folders(page.Items, typed).ToList(),
            ["file_faults"] = library.Diagnostics.Select(diagnostic => $"{diagnostic}"),
            ["armed"] = engine.Armed.Where(arm => !shops.HasEnded(arm.ShopId ?? "")).Select(ScenarioModel.Of),
            ["shops"] = shops.All().Take(MaxSuggestedShops).Select(shop => shop.ShopId),
        }, problem, problem is null || HttpMethods.IsGet(http.Request.Method) ? null : PathOf(alone));
    }

    static string PathOf(Scenario? alone) => alone is null ? Root : $"{Root}/{alone.Name}";

    static List<Scenario> Matching(ScenarioLibrary library, string query, string folder) =>
    [
        .. library.Scenarios
            .Where(scenario => Matches(scenario, query) && (folder.Length == 0 || ScenarioModel.FolderId(scenario.Folder) == folder))
            .OrderBy(scenario => scenario.Folder, StringComparer.Ordinal),
    ];

    // Every word of the query has to occur somewhere in the scenario's texts.
    static bool Matches(Scenario scenario, string query)
    {
        var texts = $"{scenario.FullName} {scenario.Title.En} {scenario.Title.Ja} {scenario.Description.En} {scenario.Description.Ja}";
        return query.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .All(word => texts.Contains(word, StringComparison.OrdinalIgnoreCase));
    }
}
