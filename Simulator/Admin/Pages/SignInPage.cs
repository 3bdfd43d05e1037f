using System.Globalization;
using KantanSim.Operations;
using KantanSim.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KantanSim.Admin.Pages;

/// <summary>
/// The page on which an operator signs in with the admin token. A session cookie then stands for the token until the operator signs out or
/// closes the browser.
/// </summary>
internal static class SignInPage
{
    const string SignedOut = "out";
    const string WrongToken = "wrong";
    const string TooManyFailures = "wait";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").WithAudience(Audience.SignIn);
        pages.MapGet(OperatorAuthentication.SignInPath, ShowOrRedirect);
        pages.MapPost(OperatorAuthentication.SignInPath, SignIn);
        pages.MapPost(OperatorAuthentication.SignOutPath, SignOut);
    }

    /// <summary>Answers a request without the token: 401 with the sign-in page, which leads back to the requested page.</summary>
    public static Task Ask(HttpContext http)
    {
        var from = HttpMethods.IsGet(http.Request.Method) ? http.Request.Path + http.Request.QueryString : "";
        return Show(http, from, "", StatusCodes.Status401Unauthorized);
    }

    /// <summary>Shows a refusal as a page without links into the dashboard.</summary>
    public static Task ShowRefusal(HttpContext http, Problem problem)
    {
        var model = new Dictionary<string, object?>
        {
            ["title_en"] = problem.Title,
            ["detail_en"] = problem.Detail,
            ["detail_ja"] = problem.DetailJa,
        };
        return Show(http, "refused", model, "/", problem.Status);
    }

    static Task ShowOrRedirect(HttpContext http, string? from, string? done)
    {
        if (!http.User.IsOperator()) return Show(http, from ?? "", done == SignedOut ? SignedOut : "", StatusCodes.Status200OK);
        Redirect(http, from ?? "");
        return Task.CompletedTask;
    }

    static async Task SignIn(HttpContext http, OperatorToken token, LoginThrottle throttle)
    {
        var form = await Utf8Form.Read(http.Request);
        var from = form["from"];
        var (isRight, wait) = throttle.Try(() => token.IsToken(form["token"].Trim()));
        if (isRight)
        {
            await http.SignInAsync(OperatorAuthenticationHandler.SignedInUser());
            Redirect(http, from);
        }
        else if (wait > TimeSpan.Zero)
        {
            await ShowWait(http, from, (int)Math.Ceiling(wait.TotalSeconds));
        }
        else
        {
            await Show(http, from, WrongToken, StatusCodes.Status401Unauthorized);
        }
    }

    static async Task SignOut(HttpContext http)
    {
        await http.SignOutAsync();
        http.SeeOther(OperatorAuthentication.SignInPath + QueryString.Create("done", SignedOut));
    }

    // Only to a page of this server: a link to the sign-in page must not lead to another site.
    static void Redirect(HttpContext http, string from) => http.SeeOther(LocalOrRoot(from));

    // The throttle is for everybody, also for those with the right token. Sessions and API clients are not affected.
    static Task ShowWait(HttpContext http, string from, int seconds)
    {
        http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Show(http, from, TooManyFailures, StatusCodes.Status429TooManyRequests, seconds);
    }

    /// <param name="from">The path and query to return to after signing in.</param>
    /// <param name="notice">The notice that sign-in.html shows; empty: none.</param>
    /// <param name="seconds">How long to wait before the next try.</param>
    static Task Show(HttpContext http, string from, string notice, int status, int seconds = 0)
    {
        var back = LocalOrRoot(from);
        var model = new Dictionary<string, object?>
        {
            ["from"] = back,
            ["notice"] = notice,
            ["seconds"] = seconds,
            ["max_failures"] = LoginThrottle.MaxFailures,
        };
        return Show(http, "sign-in", model, back, status);
    }

    static Task Show(HttpContext http, string page, Dictionary<string, object?> model, string from, int status)
    {
        var here = OperatorAuthentication.SignInPath + QueryString.Create("from", from);
        model["here_ja"] = DashboardLayout.WithLanguage("ja", here);
        model["here_en"] = DashboardLayout.WithLanguage("en", here);
        return http.ShowPage($"Admin/Pages/Templates/{page}.html", model, status);
    }

    static string LocalOrRoot(string path) => RedirectHttpResult.IsLocalUrl(path) && path.All(char.IsAscii) ? path : "/";
}
