using KantanSim.Operations;
using KantanSim.Web;

namespace KantanSim.Admin.Pages;

/// <summary>What the pages with forms have in common: showing a page, its errors, and the redirect after success.</summary>
internal static class DeskPage
{
    // Parameters of the redirect after a form, and the language: not part of the view, so forms and links do not carry them on.
    static readonly string[] NotOfTheView = ["done", "what", "lang"];

    /// <param name="problem">The errors of the submitted form; null: none.</param>
    /// <param name="at">The page's own path, when the request was a form posted to another path.</param>
    public static Task ShowDesk(
        this DashboardLayout layout, HttpContext http, string page, Dictionary<string, object?> model,
        Problem? problem = null, string? at = null)
    {
        var view = View(http);
        model["done"] = $"{http.Request.Query["done"]}";
        model["what"] = $"{http.Request.Query["what"]}";
        model["view"] = view;
        model.TryAdd("faults", FormErrorModel.Of(problem));
        model.TryAdd("wrong", FormErrorModel.Fields(problem));
        return layout.Show(http, page, model, problem?.Status ?? StatusCodes.Status200OK, at is null ? null : at + view);
    }

    /// <summary>
    /// Shows the page that asks for confirmation before something is deleted. It needs no script, and has no live updates: what it asks
    /// about may be gone before the answer.
    /// </summary>
    /// <param name="kind">Selects the texts in confirm.html.</param>
    /// <param name="subject">The id of the shop or member; empty: none.</param>
    /// <param name="action">The path that the confirmation is posted to.</param>
    /// <param name="back">The path of the link that cancels.</param>
    /// <param name="counts">How much is deleted; null: not counted.</param>
    public static Task ShowConfirmation(
        this DashboardLayout layout, HttpContext http, string kind, string subject, string action, string back,
        Dictionary<string, object?>? counts = null)
    {
        var model = new Dictionary<string, object?>
        {
            ["kind"] = kind,
            ["about"] = subject,
            ["action"] = action,
            ["back"] = back,
            ["forgotten"] = counts,
        };
        return layout.ShowDesk(http, "confirm", model, at: http.Request.Path);
    }

    /// <summary>Runs a form's action. When it is refused, shows the problem on the form's page instead.</summary>
    public static async Task CatchProblem(Func<Task> action, Func<Problem, Task> showProblem)
    {
        try
        {
            await action();
        }
        catch (ProblemException fault)
        {
            await showProblem(fault.Problem);
        }
    }

    /// <summary>Redirects to the page that shows the outcome, in the same view.</summary>
    /// <param name="done">What was done; the page shows a message for it.</param>
    /// <param name="what">The id of what it was done to.</param>
    /// <param name="place">The element id to scroll to.</param>
    public static void SeeOther(this HttpContext http, string path, string done, string what = "", string place = "")
    {
        var query = QueryString.FromUriComponent(View(http)).Add("done", done);
        if (what.Length > 0) query = query.Add("what", what);
        var fragment = place.Length == 0 ? "" : $"#{Uri.EscapeDataString(place)}";
        http.SeeOther(path + query + fragment);
    }

    /// <summary>The query that selects the shown part of a long list, such as a search and a page.</summary>
    public static string View(HttpContext http) =>
        QueryString.Create(http.Request.Query.Where(parameter => !NotOfTheView.Contains(parameter.Key))).ToString();
}
