using KantanSim.Evidence;
using KantanSim.Operations;
using KantanSim.Scenarios.Files;
using KantanSim.Transactions;
using Microsoft.AspNetCore.Http.Extensions;

namespace KantanSim.Admin.Pages;

/// <summary>The page that shows a payment's run as a scenario file, and saves it into the folder of scenarios.</summary>
internal sealed class RunScenarioPage(DashboardLayout layout, Ledger ledger, PaymentEvidence evidence)
{
    const string Path = "/payments/{accessId}/scenario";

    public static void Map(IEndpointRouteBuilder desk)
    {
        desk.MapGet(Path, (HttpContext http, RunScenarioPage page, string accessId) => page.Open(http, accessId));
        desk.MapPost(Path, (HttpContext http, RunScenarioPage page, string accessId) => page.Save(http, accessId));
    }

    Task Open(HttpContext http, string accessId)
    {
        var query = http.Request.Query;
        return Show(http, accessId, $"{query["name"]}", $"{query["description"]}");
    }

    async Task Save(HttpContext http, string accessId)
    {
        var form = await FormValues.Read(http.Request);
        await DeskPage.CatchProblem(
            async () =>
            {
                var (name, path) = await Save(accessId, ScenarioTitle.Read(form["name"], form["description"]));
                http.SeeOther($"{ScenarioPages.Root}/{name}", "saved", path);
            },
            problem => Show(http, accessId, form["name"], form["description"], problem));
    }

    /// <returns>The name of the saved scenario, and the path of its file.</returns>
    async Task<(string Name, string Path)> Save(string accessId, ScenarioTitle title)
    {
        var (saving, name) = await evidence.SaveScenario(ledger.Transaction(accessId), title);
        return saving.Outcome switch
        {
            ScenarioSavingOutcome.Saved => (name, saving.Path!),
            ScenarioSavingOutcome.NameInUse => throw InUse(name),
            _ => throw NotWritable(saving.Reason),
        };
    }

    static ProblemException InUse(string name) => new(Problem.Of(409, ProblemTitles.NotAllowedNow, (
        $"There is a scenario “{name}” already, and it is not overwritten: choose another name.",
        $"シナリオ「{name}」はすでにあります。上書きはしないので、別の名前にしてください。")));

    static ProblemException NotWritable(string? reason) => new(Problem.Of(409, ProblemTitles.NotAllowedNow, (
        $"The folder of scenarios cannot be written: {reason} Download the file instead.",
        $"シナリオのフォルダーに書き込めません（{reason}）。ファイルをダウンロードしてください。")));

    async Task Show(HttpContext http, string accessId, string name, string description, Problem? problem = null)
    {
        if (ledger.Find(accessId) is not { } payment)
        {
            await layout.Show(http, "missing", new() { ["access_id"] = accessId }, StatusCodes.Status404NotFound);
            return;
        }
        // A wrong name is in the problem; the file is shown with the default.
        var isName = ScenarioReader.IsName(name.Length == 0 ? "x" : name) && !ReservedNames.All.Contains(name)
            && description.Length <= ScenarioTitle.MaxDescription;
        var run = await evidence.Run(payment, isName ? new(name, description) : new());
        problem ??= run.Problem;
        await layout.ShowDesk(http, "run-scenario", new()
        {
            ["payment_id"] = payment.AccessId,
            ["order_id"] = payment.OrderId,
            ["name"] = name,
            ["default_name"] = RunScenario.DefaultName(payment.OrderId),
            ["description"] = description,
            ["max_description"] = ScenarioTitle.MaxDescription,
            ["yaml"] = run.Yaml,
            ["is_valid"] = run.Problem is null,
            ["download"] = isName ? Query(name, description) : "",
        }, problem, problem is null ? null : $"/payments/{payment.AccessId}/scenario");
    }

    static string Query(string name, string description)
    {
        KeyValuePair<string, string>[] parameters = [new("name", name), new("description", description)];
        return new QueryBuilder(parameters.Where(one => one.Value.Length > 0)).ToString();
    }
}
