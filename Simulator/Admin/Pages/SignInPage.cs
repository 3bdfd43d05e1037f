using System.Globalization;
using KantanSim.Operations;
using KantanSim.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KantanSim.Admin.Pages;

/// <summary>How a browser brings the operator's token: a page asks for it, and a cookie remembers that it was brought until it signs out or is closed.</summary>
internal static class SignInPage
{
    const string Out = "out";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").WithAudience(Audience.SignIn);
        pages.MapGet(OperatorAuthentication.SignInPath, (HttpContext http, string? from, string? done) =>
            http.User.IsOperator() ? Leave(http, from ?? "") : Show(http, from ?? "", done == Out ? Out : "", StatusCodes.Status200OK));
        pages.MapPost(OperatorAuthentication.SignInPath, Submit);
        pages.MapPost(OperatorAuthentication.SignOutPath, SignOut);
    }

    /// <summary>The page, in the place of the one that was asked for.</summary>
    public static Task Ask(HttpContext http) =>
        Show(http, HttpMethods.IsGet(http.Request.Method) ? http.Request.Path + http.Request.QueryString : "", "", StatusCodes.Status401Unauthorized);

    /// <summary>A refusal as a page that needs nothing of the dashboard.</summary>
    public static Task ShowRefusal(HttpContext http, Problem problem) => http.ShowPage("Admin/Pages/Templates/refused.html", Framed(http, "/", new()
    {
        ["title_en"] = problem.Title,
        ["detail_en"] = problem.Detail,
        ["detail_ja"] = problem.DetailJa,
    }), problem.Status);

    static async Task Submit(HttpContext http, OperatorToken token, LoginThrottle guesses)
    {
        var form = await Utf8Form.Read(http.Request);
        var (isRight, wait) = guesses.Try(() => token.IsToken(form["token"].Trim()));
        if (isRight)
        {
            await http.SignInAsync(OperatorAuthenticationHandler.SignedInUser());
            await Leave(http, form["from"]);
        }
        else if (wait > TimeSpan.Zero) await ShowWait(http, form["from"], (int)Math.Ceiling(wait.TotalSeconds));
        else await Show(http, form["from"], "wrong", StatusCodes.Status401Unauthorized);
    }

    static async Task SignOut(HttpContext http)
    {
        await http.SignOutAsync();
        http.SeeOther(OperatorAuthentication.SignInPath + QueryString.Create("done", Out));
    }

    // Only to a page of this server: a link to the sign-in must not lead elsewhere.
    static Task Leave(HttpContext http, string from)
    {
        http.SeeOther(Local(from));
        return Task.CompletedTask;
    }

    // Whoever has the token is kept waiting, too: who was let in before is not, nor are programs.
    static Task ShowWait(HttpContext http, string from, int seconds)
    {
        http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Show(http, from, "wait", StatusCodes.Status429TooManyRequests, seconds);
    }

    static Task Show(HttpContext http, string from, string told, int status, int seconds = 0) => http.ShowPage("Admin/Pages/Templates/sign-in.html", Framed(http, Local(from), new()
    {
        ["from"] = Local(from),
        ["told"] = told,
        ["seconds"] = seconds,
        ["most"] = LoginThrottle.MaxFailures,
    }), status);

    static Dictionary<string, object?> Framed(HttpContext http, string from, Dictionary<string, object?> model)
    {
        var here = OperatorAuthentication.SignInPath + QueryString.Create("from", from);
        (model["here_ja"], model["here_en"]) = (DashboardLayout.WithLanguage("ja", here), DashboardLayout.WithLanguage("en", here));
        return model;
    }

    static string Local(string from) => RedirectHttpResult.IsLocalUrl(from) && from.All(char.IsAscii) ? from : "/";
}
