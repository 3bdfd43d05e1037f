using KantanSim.Scheduling;
using KantanSim.Web;
using Microsoft.AspNetCore.WebUtilities;

namespace KantanSim.Admin.Pages;

/// <summary>What stands around every page of the dashboard: where one is, and what time it is.</summary>
internal static class DashboardLayout
{
    /// <param name="at">The page's own path and query, when it answers a form that was posted elsewhere.</param>
    public static Task ShowDashboard(this HttpContext http, string page, Dictionary<string, object?> model, int status = StatusCodes.Status200OK, string? at = null)
    {
        var here = at ?? http.Request.Path + http.Request.QueryString.ToString();
        var clock = http.RequestServices.GetRequiredService<SimulatedClock>();
        model["tab"] = page;
        model["clock_now"] = DisplayText.Time(clock.GetUtcNow());
        model["clock_runs"] = clock.IsRunning;
        model["here"] = here;
        // What a form was answered is read before anything new takes its place.
        model["answers"] = at is not null || !HttpMethods.IsGet(http.Request.Method);
        model["live_query"] = model.TryGetValue("access_id", out var accessId) ? QueryString.Create("accessId", $"{accessId}").ToString() : "";
        model["signed_in"] = http.User.IsSignedIn();
        var store = http.RequestServices.GetRequiredService<KantanSim.Storage.Store>();
        (model["trouble_en"], model["trouble_ja"]) = (store.UnhealthyReason ?? "", store.UnhealthyReasonJa ?? "");
        model["here_ja"] = WithLanguage("ja", here);
        model["here_en"] = WithLanguage("en", here);
        return http.ShowPage($"Admin/Pages/Templates/{page}.html", model, status);
    }

    /// <summary>A form that cannot be read is answered by a page, with the way back to the one that has it.</summary>
    public static async ValueTask<object?> ShowUnreadable(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        try { return await next(call); }
        catch (UnreadableFormException fault)
        {
            var http = call.HttpContext;
            await http.ShowDashboard("unreadable", new() { ["too_long"] = fault.IsTooLong, ["longest"] = fault.Longest, ["why"] = fault.Message, ["back"] = Home(http.Request.Path) }, fault.StatusCode);
            return null;
        }
    }

    // The page that has the form: a payment's own, else the part of the desk.
    static string Home(PathString path) => path.StartsWithSegments("/payments") ? path.ToUriComponent() : $"/{path.Value!.Split('/')[1]}";

    internal static string WithLanguage(string language, string here)
    {
        var (path, query) = here.Split('?', 2) is [var before, var after] ? (before, after) : (here, "");
        return path + QueryString.Create(QueryHelpers.ParseQuery(query).Where(asked => asked.Key != "lang")).Add("lang", language);
    }
}
