using KantanSim.Evidence;
using KantanSim.Operations;
using KantanSim.Transactions;
using Microsoft.AspNetCore.Http.Extensions;
using FieldError = KantanSim.Operations.FieldError;

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
                var title = ScenarioTitle.Read(form["name"], form["description"]);
                var (name, path) = await evidence.SaveScenario(ledger.Transaction(accessId), title);
                http.SeeOther($"{ScenarioPages.Root}/{name}", "saved", path);
            },
            problem => Show(http, accessId, form["name"], form["description"], problem));
    }

    async Task Show(HttpContext http, string accessId, string name, string description, Problem? problem = null)
    {
        if (ledger.Find(accessId) is not { } payment)
        {
            await layout.Show(http, "missing", new() { ["access_id"] = accessId }, StatusCodes.Status404NotFound);
            return;
        }
        // A wrong title is in the problem; the file is shown with the default.
        List<FieldError> errors = [];
        var title = ScenarioTitle.Parse(name, description, errors);
        var isTitle = errors.Count == 0;
        var run = await evidence.Run(payment, isTitle ? title : new());
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
            ["download"] = isTitle ? Query(name, description) : "",
        }, problem, problem is null ? null : $"/payments/{payment.AccessId}/scenario");
    }

    static string Query(string name, string description)
    {
        KeyValuePair<string, string>[] parameters = [new("name", name), new("description", description)];
        return new QueryBuilder(parameters.Where(one => one.Value.Length > 0)).ToString();
    }
}
