using KantanSim.Control;
using KantanSim.Pages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KantanSim.Dashboard;

/// <summary>How a browser brings the operator's token: a page asks for it, and a cookie remembers that it was brought until the browser is closed.</summary>
internal static class SignIn
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(OperatorDoor.SignIn, (HttpContext http, OperatorToken token, string? from) =>
            token.LetsIn(http.Request) ? Leave(http, from ?? "") : Show(http, from ?? "", wrong: false, StatusCodes.Status200OK));
        pages.MapPost(OperatorDoor.SignIn, Take);
    }

    /// <summary>The page, in the place of the one that was asked for.</summary>
    public static Task Ask(HttpContext http) =>
        Show(http, HttpMethods.IsGet(http.Request.Method) ? http.Request.Path + http.Request.QueryString : "", wrong: false, StatusCodes.Status401Unauthorized);

    /// <summary>A refusal as a page that needs nothing of the dashboard.</summary>
    public static Task Refuse(HttpContext http, Problem problem) => http.ShowPage("Dashboard/Pages/refused.html", Framed(http, "/", new()
    {
        ["title_en"] = problem.Title,
        ["detail_en"] = problem.Detail,
        ["detail_ja"] = problem.Ja,
    }), problem.Status);

    static async Task Take(HttpContext http, OperatorToken token)
    {
        var form = await Utf8Form.Read(http.Request);
        if (!token.IsToken(form["token"].Trim()))
        {
            await Show(http, form["from"], wrong: true, StatusCodes.Status401Unauthorized);
            return;
        }
        http.Response.Cookies.Append(OperatorToken.Cookie, token.SignedIn, new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, Path = "/" });
        await Leave(http, form["from"]);
    }

    // Only to a page of this server: a link to the sign-in must not lead elsewhere.
    static Task Leave(HttpContext http, string from)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = Local(from);
        return Task.CompletedTask;
    }

    static Task Show(HttpContext http, string from, bool wrong, int status) => http.ShowPage("Dashboard/Pages/sign-in.html", Framed(http, Local(from), new()
    {
        ["from"] = Local(from),
        ["wrong"] = wrong,
    }), status);

    static Dictionary<string, object?> Framed(HttpContext http, string from, Dictionary<string, object?> model)
    {
        var here = OperatorDoor.SignIn + QueryString.Create("from", from);
        (model["here_ja"], model["here_en"]) = (Frame.In("ja", here), Frame.In("en", here));
        return model;
    }

    static string Local(string from) => RedirectHttpResult.IsLocalUrl(from) && from.All(char.IsAscii) ? from : "/";
}
