using KantanSim.Merchants;
using KantanSim.Operations;
using KantanSim.Scenarios.Engine;
using KantanSim.Scenarios.Files;

namespace KantanSim.Admin.Pages;

/// <summary>The scenarios: found, read, and armed with one click.</summary>
internal static class ScenarioPages
{
    const string At = "/scenarios";
    const int OnAPage = 60;
    const int MostShops = 200;

    public static void Map(IEndpointRouteBuilder desk)
    {
        desk.MapGet(At, (HttpContext http, ScenarioEngine choices, ShopRepository shops) => Show(http, choices, shops));
        desk.MapGet($"{At}/{{name}}", ShowOne);
        desk.MapPost($"{At}/arm", Arm);
        desk.MapPost($"{At}/disarm", Disarm);
    }

    static Task ShowOne(HttpContext http, ScenarioEngine choices, ShopRepository shops, string name) => http.CatchProblem(
        () => Show(http, choices, shops, ScenarioLookup.Find(choices.Library, name)),
        problem => Show(http, choices, shops, problem: problem));

    static async Task Arm(HttpContext http, ScenarioEngine choices, ShopRepository shops)
    {
        var form = await FormValues.Read(http.Request);
        var alone = form["page"] == "one" ? choices.Library.Find(form["scenario"]) : null;
        await http.CatchProblem(async () =>
        {
            var request = ArmRequest.From(form.Without("page").WithoutEmpty("shopId", "orderId").Body(), choices.Library);
            await choices.Arm(request.Scenario, request.Times, request.ShopId, request.OrderId);
            http.SeeOther(alone is null ? At : $"{At}/{alone.Name}", "armed", request.Scenario, "armed");
        }, problem => Show(http, choices, shops, alone, form, problem));
    }

    // One that is gone was spent or taken back meanwhile: what was asked for is so.
    static async Task Disarm(HttpContext http, ScenarioEngine choices)
    {
        var id = (await FormValues.Read(http.Request))["id"];
        if (id.Length == 0) await choices.Disarm();
        else await choices.DisarmOne(id);
        http.SeeOther(At, "disarmed", place: "armed");
    }

    static Task Show(HttpContext http, ScenarioEngine choices, ShopRepository shops, Scenario? alone = null, FormValues? typed = null, Problem? problem = null)
    {
        string asked = $"{http.Request.Query["q"]}", folder = $"{http.Request.Query["folder"]}";
        var library = choices.Library;
        IReadOnlyList<Scenario> fitting = alone is null
            ? [.. library.Scenarios.Where(one => Fits(one, asked) && (folder.Length == 0 || ScenarioModel.FolderId(one.Folder) == folder)).OrderBy(one => one.Folder, StringComparer.Ordinal)]
            : [alone];
        var shown = ResultPage.Of(fitting, http.Request.Query["from"], OnAPage);
        return http.ShowDesk("scenarios", new()
        {
            ["header"] = ScenarioSelector.Header,
            ["q"] = asked,
            ["folder"] = folder,
            ["alone"] = alone?.Name ?? "",
            ["folder_names"] = ScenarioModel.FolderNames(library.Scenarios),
            ["slice"] = shown.Model(),
            ["folders"] = ScenarioModel.Folders(shown.Items, typed).ToList(),
            ["file_faults"] = library.Diagnostics.Select(fault => $"{fault}"),
            ["armed"] = choices.Armed.Select(ScenarioModel.Of),
            ["shops"] = shops.All().Take(MostShops).Select(shop => shop.ShopId),
        }, problem, problem is null || HttpMethods.IsGet(http.Request.Method) ? null : alone is null ? At : $"{At}/{alone.Name}");
    }

    static bool Fits(Scenario one, string asked) => asked.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word =>
        $"{one.FullName} {one.Title.En} {one.Title.Ja} {one.Description.En} {one.Description.Ja}".Contains(word, StringComparison.OrdinalIgnoreCase));
}
