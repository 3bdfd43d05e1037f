using System.Text;
using KantanSim.Operations;
using KantanSim.Scenarios.Engine;
using KantanSim.Scenarios.Files;

namespace KantanSim.Admin.Pages;

/// <summary>The pages that list, search and show scenarios, arm and disarm them, and mark favourites.</summary>
internal sealed class ScenarioPages(
    DashboardLayout layout, ScenarioWatcher scenarios, ArmService arms, ArmForm armForm, FavouriteRepository favourites)
{
    public const string Root = "/scenarios";

    public static void Map(IEndpointRouteBuilder desk)
    {
        desk.MapGet(Root, (HttpContext http, ScenarioPages pages) => pages.ShowIndex(http));
        desk.MapGet($"{Root}/{{name}}", (HttpContext http, ScenarioPages pages, string name) => pages.ShowOne(http, name));
        desk.MapGet($"{Root}/{{name}}/file", (HttpContext http, ScenarioPages pages, string name) => pages.Download(http, name));
        desk.MapPost($"{Root}/arm", (HttpContext http, ScenarioPages pages) => pages.Arm(http));
        desk.MapPost($"{Root}/disarm", (HttpContext http, ScenarioPages pages) => pages.Disarm(http));
        desk.MapPost($"{Root}/favourite", (HttpContext http, ScenarioPages pages) => pages.Mark(http, isFavourite: true));
        desk.MapPost($"{Root}/unfavourite", (HttpContext http, ScenarioPages pages) => pages.Mark(http, isFavourite: false));
    }

    Task ShowOne(HttpContext http, string name) => DeskPage.CatchProblem(
        () => Show(http, ScenarioLookup.Find(scenarios.Current, name)),
        problem => ShowIndex(http, problem: problem));

    Task Download(HttpContext http, string name) => DeskPage.CatchProblem(
        () => SendFile(http, name, ScenarioLookup.Find(scenarios.Current, name).Yaml),
        problem => ShowIndex(http, problem: problem));

    /// <summary>Sends a scenario file as a download.</summary>
    public static Task SendFile(HttpContext http, string name, string yaml)
    {
        http.Response.ContentType = "application/yaml; charset=utf-8";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}.yaml\"";
        return http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(yaml)).AsTask();
    }

    async Task Arm(HttpContext http)
    {
        var form = await FormValues.Read(http.Request);
        // The page of one scenario has a form of its own.
        var alone = form["page"] == "one" ? scenarios.Current.Find(form["scenario"]) : null;
        await DeskPage.CatchProblem(async () =>
        {
            var arm = await arms.Add(form.Without("page").WithoutEmpty("shopId", "orderId", "note", "expiresIn").Body());
            http.SeeOther(PathOf(alone), "armed", arm.Scenario, "armed");
        }, problem => alone is null ? ShowIndex(http, form, problem) : Show(http, alone, form, problem));
    }

    // An id that is no longer armed is no error: it was played or disarmed meanwhile.
    async Task Disarm(HttpContext http)
    {
        var form = await FormValues.Read(http.Request);
        if (form["id"].Length == 0) await arms.Disarm();
        else await arms.DisarmOne(form["id"]);
        http.SeeOther(Root, "disarmed", place: "armed");
    }

    async Task Mark(HttpContext http, bool isFavourite)
    {
        var form = await FormValues.Read(http.Request);
        await DeskPage.CatchProblem(async () =>
        {
            var name = form["scenario"];
            if (name.Length == 0)
                throw ProblemException.BadRequest([new("scenario", null, "the name of a scenario") { AllowedJa = "シナリオの名前" }]);
            // One whose file is gone can still be unmarked.
            if (isFavourite) name = ScenarioLookup.Find(scenarios.Current, name).Name;
            await favourites.Set(name, isFavourite);
            var page = form["page"] == "one" ? $"{Root}/{Uri.EscapeDataString(name)}" : Root;
            http.SeeOther(page, isFavourite ? "favourite" : "unfavourite", name, $"row-{name}");
        }, problem => ShowIndex(http, form, problem));
    }

    Task ShowIndex(HttpContext http, FormValues? typed = null, Problem? problem = null)
    {
        var library = scenarios.Current;
        var model = ScenarioIndex.Model(library, ScenarioFilter.Of(http.Request.Query), favourites.All(), $"{http.Request.Query["from"]}");
        model["broken"] = BrokenFiles.Of(library).ToList();
        model["armed"] = arms.All().Select(ScenarioModel.Of);
        armForm.AddTo(model, typed);
        return layout.ShowDesk(http, "scenarios", model, problem, At(http, problem, Root));
    }

    Task Show(HttpContext http, Scenario scenario, FormValues? typed = null, Problem? problem = null)
    {
        var model = ScenarioModel.Of(scenario, favourites.All().Contains(scenario.Name));
        model["armed"] = arms.All().Where(arm => arm.Scenario == scenario.Name).Select(ScenarioModel.Of);
        armForm.AddTo(model, typed);
        return layout.ShowDesk(http, "scenario", model, problem, At(http, problem, PathOf(scenario)));
    }

    static string? At(HttpContext http, Problem? problem, string path) =>
        problem is null || HttpMethods.IsGet(http.Request.Method) ? null : path;

    static string PathOf(Scenario? alone) => alone is null ? Root : $"{Root}/{alone.Name}";
}
