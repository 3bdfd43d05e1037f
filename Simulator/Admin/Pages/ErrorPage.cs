using KantanSim.Operations;
using KantanSim.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KantanSim.Admin.Pages;

/// <summary>What a browser is shown when something fails outside any page: of the operator, of the wallet, or of the demo shop.</summary>
internal static class ErrorPage
{
    public static Task Show(HttpContext http, Problem problem) => http.ShowPage("Admin/Pages/Templates/fault.html", Model(problem, Again(http.Request)), problem.Status);

    /// <param name="again">Where the same can be asked for once more; empty when asking would do something.</param>
    internal static Dictionary<string, object?> Model(Problem problem, string again) => new()
    {
        ["kind"] = problem.Status switch { StatusCodes.Status503ServiceUnavailable => "unsaved", StatusCodes.Status500InternalServerError => "bug", _ => "" },
        ["detail_en"] = problem.Detail,
        ["detail_ja"] = problem.DetailJa,
        ["again"] = again,
    };

    // A path that begins with // would lead to another host.
    static string Again(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && RedirectHttpResult.IsLocalUrl(request.Path.ToUriComponent()) ? request.Path.ToUriComponent() + request.QueryString : "";
}
