using KantanSim.Operations;
using KantanSim.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KantanSim.Admin.Pages;

/// <summary>The page that a browser gets when a request fails, whether it was for the dashboard, the wallet or the demo shop.</summary>
internal static class ErrorPage
{
    public static Task Show(HttpContext http, Problem problem) =>
        http.ShowPage("Admin/Pages/Templates/fault.html", Model(problem, RetryUrl(http.Request)), problem.Status);

    /// <param name="retryUrl">The path and query of the retry link; empty: no link.</param>
    internal static Dictionary<string, object?> Model(Problem problem, string retryUrl) => new()
    {
        ["kind"] = problem.Status switch
        {
            StatusCodes.Status503ServiceUnavailable => "unsaved",
            StatusCodes.Status500InternalServerError => "bug",
            _ => "",
        },
        ["detail_en"] = problem.Detail,
        ["detail_ja"] = problem.DetailJa,
        ["again"] = retryUrl,
    };

    // Only a GET is safe to repeat. A path that begins with // would lead to another host.
    static string RetryUrl(HttpRequest request)
    {
        var path = request.Path.ToUriComponent();
        return HttpMethods.IsGet(request.Method) && RedirectHttpResult.IsLocalUrl(path) ? path + request.QueryString : "";
    }
}
