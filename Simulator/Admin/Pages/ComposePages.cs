using KantanSim.Operations;
using KantanSim.Scenarios.Files;

namespace KantanSim.Admin.Pages;

/// <summary>
/// The page that composes a scenario of two or three actions: it shows the YAML file, plays it as a draft, saves it, and offers it as a
/// download.
/// </summary>
internal sealed class ComposePages(
    DashboardLayout layout, ScenarioWatcher scenarios, ScenarioSaver saver, ArmService arms, ArmForm armForm, KnownSymbols symbols)
{
    const string Root = ScenarioPages.Root + "/compose";

    public static void Map(IEndpointRouteBuilder desk)
    {
        desk.MapGet(Root, (HttpContext http, ComposePages pages) => pages.Show(http, FormValues.Of(Query(http))));
        desk.MapGet($"{Root}/file", (HttpContext http, ComposePages pages) => pages.Download(http));
        desk.MapPost($"{Root}/play", (HttpContext http, ComposePages pages) => pages.Run(http, pages.Play));
        desk.MapPost($"{Root}/save", (HttpContext http, ComposePages pages) => pages.Run(http, pages.Save));
    }

    static IEnumerable<(string, string)> Query(HttpContext http) => http.Request.Query.Select(one => (one.Key, $"{one.Value}"));

    Task Download(HttpContext http)
    {
        var form = FormValues.Of(Query(http));
        return DeskPage.CatchProblem(
            () => ScenarioPages.SendFile(http, Valid(form).Name, Valid(form).Yaml), problem => Show(http, form, problem));
    }

    async Task Run(HttpContext http, Func<HttpContext, FormValues, Scenario, Task> action)
    {
        var form = await FormValues.Read(http.Request);
        await DeskPage.CatchProblem(() => action(http, form, Valid(form)), problem => Show(http, form, problem));
    }

    // The page shows the faults themselves, with their lines.
    Scenario Valid(FormValues form)
    {
        var composition = new Composition(form, symbols);
        if (composition.WrongChoices is { Count: > 0 } wrong) throw ProblemException.BadRequest(wrong);
        if (ReservedNames.All.Contains(composition.Name)) throw ProblemException.BadRequest([ReservedNames.Refuse(composition.Name)]);
        return composition.Result ?? throw new ProblemException(Problem.Of(400, ProblemTitles.InvalidRequest, composition.IsEmpty
            ? ("No action is chosen.", "動きが選ばれていません。")
            : ("The file has faults: see below.", "ファイルに誤りがあります。下を見てください。")));
    }

    async Task Play(HttpContext http, FormValues form, Scenario scenario)
    {
        saver.RefuseNameInUse(scenario.Name);
        var earlier = scenarios.FindDraft(scenario.Name);
        if (!scenarios.AddDraft(scenario))
            throw ProblemException.Conflict(
                $"There are {ScenarioWatcher.MaxDrafts} drafts already. Use the name of one, or restart the program.",
                ja: $"下書きは{ScenarioWatcher.MaxDrafts}件までです。既存の下書きの名前を使うか、再起動してください。");
        var body = FormValues.Of(("scenario", scenario.Name), ("shopId", form["shopId"])).WithoutEmpty("shopId").Body();
        await AddArm(body, scenario.Name, earlier);
        http.SeeOther($"{ScenarioPages.Root}/{scenario.Name}", "armed", scenario.Name, "armed");
    }

    // A draft that is not armed is not kept.
    async Task AddArm(JsonBodyReader body, string name, Scenario? earlier)
    {
        try
        {
            await arms.Add(body);
        }
        catch
        {
            if (earlier is null) scenarios.RemoveDraft(name);
            else scenarios.AddDraft(earlier);
            throw;
        }
    }

    async Task Save(HttpContext http, FormValues form, Scenario scenario)
    {
        var path = await saver.Save(scenario.Name, scenario.Yaml);
        http.SeeOther($"{ScenarioPages.Root}/{scenario.Name}", "saved", path);
    }

    // Without live updates: they would replace what is being composed.
    Task Show(HttpContext http, FormValues form, Problem? problem = null)
    {
        var composition = new Composition(form, symbols);
        if (composition.WrongChoices is { Count: > 0 } wrong) problem ??= ProblemException.BadRequest(wrong).Problem;
        var model = ComposeModel.Of(composition, form);
        armForm.AddTo(model, form["shopId"].Length == 0 ? null : form);
        return layout.ShowDesk(http, "compose", model, problem, Root);
    }
}
