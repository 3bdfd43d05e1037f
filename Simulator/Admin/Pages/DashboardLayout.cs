using KantanSim.Clocks;
using KantanSim.Storage;
using KantanSim.Web;
using Microsoft.AspNetCore.WebUtilities;

namespace KantanSim.Admin.Pages;

/// <summary>
/// Renders a dashboard page inside the common layout: navigation, language links, the simulated time and the health of the store.
/// </summary>
internal sealed class DashboardLayout(ShopClocks clocks, Store store)
{
    /// <param name="page">The template's file name, without <c>.html</c>.</param>
    /// <param name="at">The page's own path and query, when the request was a form posted to another path; null: the request's.</param>
    public Task Show(
        HttpContext http, string page, Dictionary<string, object?> model, int status = StatusCodes.Status200OK, string? at = null)
    {
        var here = at ?? http.Request.Path + http.Request.QueryString.ToString();
        model["tab"] = page;
        // A page about one shop sets clock_shop and shows the time of that shop.
        var clock = clocks.Of(model.GetValueOrDefault("clock_shop") as string);
        model.TryAdd("clock_shop", null);
        model["clock_now"] = DisplayText.Time(clock.GetUtcNow());
        model["clock_runs"] = clock.IsRunning;
        model["here"] = here;
        // The answer to a form has no live updates: they would replace its message before it is read.
        model["answers"] = at is not null || !HttpMethods.IsGet(http.Request.Method);
        model["live_query"] = LiveQuery(model);
        model["signed_in"] = http.User.IsSignedIn();
        model["trouble_en"] = store.UnhealthyReason ?? "";
        model["trouble_ja"] = store.UnhealthyReasonJa ?? "";
        model["here_ja"] = WithLanguage("ja", here);
        model["here_en"] = WithLanguage("en", here);
        return http.ShowPage($"Admin/Pages/Templates/{page}.html", model, status);
    }

    /// <summary>The same path with <c>lang</c> set to a language.</summary>
    public static string WithLanguage(string language, string pathAndQuery)
    {
        var parts = pathAndQuery.Split('?', 2);
        var query = QueryHelpers.ParseQuery(parts.ElementAtOrDefault(1)).Where(parameter => parameter.Key != "lang");
        return parts[0] + QueryString.Create(query).Add("lang", language);
    }

    // The page of one payment listens to that payment's changes only.
    static string LiveQuery(Dictionary<string, object?> model) =>
        model.TryGetValue("access_id", out var accessId) ? QueryString.Create("accessId", $"{accessId}").ToString() : "";
}
