using KantanSim.Operations;
using KantanSim.Web;

namespace KantanSim.Admin.Pages;

/// <summary>How a page of the desk is shown, and what follows a form.</summary>
internal static class DeskPage
{
    // What a page says once, and the language, are no part of what it shows.
    static readonly string[] SaidOnce = ["done", "what", "lang"];

    /// <param name="problem">What is wrong with the form that the page answers.</param>
    /// <param name="at">The page's own path, when a form's path is answered.</param>
    public static Task ShowDesk(this HttpContext http, string page, Dictionary<string, object?> model, Problem? problem = null, string? at = null)
    {
        model["done"] = $"{http.Request.Query["done"]}";
        model["what"] = $"{http.Request.Query["what"]}";
        model["view"] = http.View();
        model.TryAdd("faults", FormErrorModel.Of(problem));
        model.TryAdd("wrong", FormErrorModel.Fields(problem));
        return http.ShowDashboard(page, model, problem?.Status ?? StatusCodes.Status200OK, at is null ? null : at + http.View());
    }

    /// <summary>Does what a form asks for; what is wrong with it is shown where it was written.</summary>
    public static async Task CatchProblem(this HttpContext http, Func<Task> act, Func<Problem, Task> refused)
    {
        try
        {
            await act();
        }
        catch (ProblemException fault)
        {
            await refused(fault.Problem);
        }
    }

    /// <summary>On to the page that tells the outcome.</summary>
    /// <param name="place">The part of the page to be seen.</param>
    public static void SeeOther(this HttpContext http, string path, string done, string what = "", string place = "")
    {
        var query = QueryString.Create("done", done) + (what.Length == 0 ? QueryString.Empty : QueryString.Create("what", what));
        var view = http.View();
        http.SeeOther(path + (view.Length == 0 ? $"{query}" : $"{view}&{query.Value![1..]}") + (place.Length == 0 ? "" : $"#{Uri.EscapeDataString(place)}"));
    }

    /// <summary>The query that says what part of a long list is shown; forms carry it on.</summary>
    static string View(this HttpContext http) => QueryString.Create(http.Request.Query.Where(asked => !SaidOnce.Contains(asked.Key))).ToString();
}
