using System.Globalization;
using KantanSim.Operations;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Admin.Pages;

/// <summary>The time, and what is due: set, advanced, and jumped to.</summary>
internal static class ClockPages
{
    const string At = "/clock";
    const int OnAPage = 50;

    // What a page's field for a moment sends: the time in Japan, without an offset.
    static readonly string[] Local = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFF"];

    public static void Map(IEndpointRouteBuilder desk)
    {
        desk.MapGet(At, (HttpContext http, ClockService clock, JobSchedule agenda, Ledger ledger) => Show(http, clock, agenda, ledger));
        desk.MapPost($"{At}/set", Set);
        desk.MapPost($"{At}/advance", Advance);
    }

    static async Task Set(HttpContext http, ClockService clock, JobSchedule agenda, Ledger ledger)
    {
        var form = await FormValues.Read(http.Request);
        await http.CatchProblem(async () =>
        {
            var now = form["now"];
            await clock.Set((IsLocal(now) ? form.With("now", $"{now}+09:00") : form.WithoutEmpty("now")).Body(), http.RequestAborted);
            http.SeeOther(At, "set");
        }, problem => Show(http, clock, agenda, ledger, "set", form, problem));
    }

    static async Task Advance(HttpContext http, ClockService clock, JobSchedule agenda, Ledger ledger)
    {
        var form = await FormValues.Read(http.Request);
        await http.CatchProblem(async () =>
        {
            await clock.Advance((form["to"] == "next" ? form.With("to", Next(clock)) : form).Body(), http.RequestAborted);
            http.SeeOther(At, "advanced");
        }, problem => Show(http, clock, agenda, ledger, "advance", form, problem));
    }

    // What is due already is in hand: it is not jumped back to.
    static string Next(ClockService clock) => clock.View() is { NextDue: { } next, Now: var now } ? $"{(next > now ? next : now):o}"
        : throw ProblemException.Conflict("Nothing is due.", ja: "予定はありません。");

    static bool IsLocal(string text) => DateTime.TryParseExact(text, Local, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    static Task Show(HttpContext http, ClockService clock, JobSchedule agenda, Ledger ledger, string form = "", FormValues? typed = null, Problem? problem = null)
    {
        var (now, rows) = (clock.View().Now, Rows(agenda, $"{http.Request.Query["after"]}"));
        return http.ShowDesk("clock", new()
        {
            ["form"] = form,
            ["mode"] = typed?["mode"] is { Length: > 0 } mode ? mode : clock.View().Mode,
            ["moment"] = form == "set" ? typed!["now"] : "",
            ["moment_example"] = Jst.Format(now, "yyyy-MM-dd'T'HH:mm:ss"),
            ["by"] = form == "advance" ? typed!["by"] : "",
            ["total"] = agenda.Count,
            ["first"] = http.Request.Query["after"].Count == 0,
            ["next"] = rows.Count < OnAPage ? "" : string.Create(CultureInfo.InvariantCulture, $"{rows[^1].At.UtcTicks}-{rows[^1].Id}"),
            ["due"] = rows.Select(row => ScheduledJobModel.Of(row, ledger.Find(row.AccessId), now)),
        }, problem, problem is null ? null : At);
    }

    // A place in the list is the moment and the line's id.
    static List<ScheduledJob> Rows(JobSchedule agenda, string after) =>
        after.Split('-') is [var ticks, var id] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.UtcTicks
            && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var line) && line < long.MaxValue
            ? agenda.After(new(at, TimeSpan.Zero), line, OnAPage)
            : agenda.After(DateTimeOffset.MinValue, 0, OnAPage);
}
