using System.Globalization;
using KantanSim.Operations;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>The page of the clock: forms that set and advance it, and the list of scheduled jobs.</summary>
internal sealed class ClockPages(DashboardLayout layout, ClockService clock, JobSchedule schedule, Ledger ledger)
{
    const string Root = "/clock";
    const int PageSize = 50;

    // What a datetime-local input sends: the time in Japan, without an offset.
    static readonly string[] LocalFormats = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFF"];

    public static void Map(IEndpointRouteBuilder desk)
    {
        desk.MapGet(Root, (HttpContext http, ClockPages pages) => pages.Show(http));
        desk.MapPost($"{Root}/set", (HttpContext http, ClockPages pages) => pages.Set(http));
        desk.MapPost($"{Root}/advance", (HttpContext http, ClockPages pages) => pages.Advance(http));
    }

    async Task Set(HttpContext http)
    {
        var form = await FormValues.Read(http.Request);
        await DeskPage.CatchProblem(async () =>
        {
            var now = form["now"];
            var request = IsLocal(now) ? form.With("now", $"{now}+09:00") : form.WithoutEmpty("now");
            await clock.Set(request.Body(), http.RequestAborted);
            http.SeeOther(Root, "set");
        }, problem => Show(http, "set", form, problem));
    }

    async Task Advance(HttpContext http)
    {
        var form = await FormValues.Read(http.Request);
        await DeskPage.CatchProblem(async () =>
        {
            var request = form["to"] == "next" ? form.With("to", NextJob()) : form;
            await clock.Advance(request.Body(), http.RequestAborted);
            http.SeeOther(Root, "advanced");
        }, problem => Show(http, "advance", form, problem));
    }

    // A job that is due already runs without an advance, and time does not go back.
    string NextJob()
    {
        var view = clock.View();
        if (view.NextDue is not { } next) throw ProblemException.Conflict("Nothing is due.", ja: "予定はありません。");
        return $"{(next > view.Now ? next : view.Now):o}";
    }

    static bool IsLocal(string text) =>
        DateTime.TryParseExact(text, LocalFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <param name="form">Which form was refused, "set" or "advance"; empty: none.</param>
    /// <param name="typed">The fields of that form.</param>
    Task Show(HttpContext http, string form = "", FormValues? typed = null, Problem? problem = null)
    {
        var now = clock.View().Now;
        var jobs = Jobs($"{http.Request.Query["after"]}");
        return layout.ShowDesk(http, "clock", new()
        {
            ["mode"] = typed?["mode"] is { Length: > 0 } mode ? mode : clock.View().Mode,
            ["moment"] = form == "set" ? typed!["now"] : "",
            ["by"] = form == "advance" ? typed!["by"] : "",
            ["total"] = schedule.Count,
            ["first"] = http.Request.Query["after"].Count == 0,
            ["next"] = jobs.Count < PageSize ? "" : Cursor(jobs[^1]),
            ["due"] = jobs.Where(job => !ledger.HasEnded(job.ShopId))
                .Select(job => ScheduledJobModel.Of(job, ledger.Find(job.AccessId), now)),
        }, problem, problem is null ? null : Root);
    }

    static string Cursor(ScheduledJob last) => string.Create(CultureInfo.InvariantCulture, $"{last.At.UtcTicks}-{last.Id}");

    // An invalid cursor counts as the first page.
    List<ScheduledJob> Jobs(string cursor)
    {
        if (cursor.Split('-') is [var ticksText, var idText]
            && TryParse(ticksText, out var ticks) && ticks <= DateTimeOffset.MaxValue.UtcTicks
            && TryParse(idText, out var id) && id < long.MaxValue)
            return schedule.After(new(ticks, TimeSpan.Zero), id, PageSize);
        return schedule.After(DateTimeOffset.MinValue, 0, PageSize);
    }

    static bool TryParse(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
