using KantanSim.Clock;
using KantanSim.Pages;

namespace KantanSim.Dashboard;

/// <summary>What stands around every page of the dashboard: where one is, and what time it is.</summary>
internal static class Frame
{
    public static Task ShowDashboard(this HttpContext http, string page, Dictionary<string, object?> model, int status = StatusCodes.Status200OK)
    {
        var clock = http.RequestServices.GetRequiredService<SimulatedClock>();
        model["tab"] = page;
        model["clock_now"] = Text.Time(clock.GetUtcNow());
        model["clock_runs"] = clock.Running;
        model["here"] = http.Request.Path + http.Request.QueryString.ToString();
        model["live_query"] = model.TryGetValue("access_id", out var accessId) ? QueryString.Create("accessId", $"{accessId}").ToString() : "";
        model["here_ja"] = Here(http.Request, "ja");
        model["here_en"] = Here(http.Request, "en");
        return http.ShowPage($"Dashboard/Pages/{page}.html", model, status);
    }

    static string Here(HttpRequest request, string language) =>
        request.Path + QueryString.Create(request.Query.Where(asked => asked.Key != "lang")).Add("lang", language);
}
