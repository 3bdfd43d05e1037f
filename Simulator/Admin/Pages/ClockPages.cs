using System.Globalization;
using KantanSim.Merchants;
using KantanSim.Operations;
using KantanSim.Scheduling;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Admin.Pages;

/// <summary>
/// The page of a shop's clock, or of the common one: forms that set and advance it, the progress of an advance, and the list of scheduled
/// jobs. The shop is in the query of the page and of its forms' targets.
/// </summary>
internal sealed partial class ClockPages(
    DashboardLayout layout, ClockService clock, Scheduler scheduler, ClockJobs jobs, Ledger ledger, ShopRepository shops,
    IHostApplicationLifetime lifetime, ILogger<ClockPages> log)
{
    const string Root = "/clock";

    // What a datetime-local input sends: the time in Japan, without an offset.
    static readonly string[] LocalFormats = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFF"];

    /// <summary>
    /// How long the answer to the form waits for the end of an advance, in real time. After it the page shows the progress.
    /// </summary>
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromSeconds(1);

    public static void Map(IEndpointRouteBuilder desk)
    {
        desk.MapGet(Root, (HttpContext http, ClockPages pages) =>
            DeskPage.CatchProblem(() => pages.Show(http), problem => pages.ShowCommon(http, problem)));
        desk.MapPost($"{Root}/set", (HttpContext http, ClockPages pages) => pages.Set(http));
        desk.MapPost($"{Root}/advance", (HttpContext http, ClockPages pages) => pages.Advance(http));
        desk.MapPost($"{Root}/cancel", (HttpContext http, ClockPages pages) => pages.Cancel(http));
        desk.MapPost($"{Root}/follow", (HttpContext http, ClockPages pages) => pages.Follow(http));
    }

    static string? ShopOf(HttpContext http) => $"{http.Request.Query["shopId"]}" is { Length: > 0 } shopId ? shopId : null;

    Task Set(HttpContext http) => Run(http, "set", async form =>
    {
        RunningAdvance.Refuse(scheduler.Advances, ShopOf(http));
        var now = form["now"];
        var request = IsLocal(now) ? form.With("now", $"{now}+09:00") : form.WithoutEmpty("now");
        await clock.Set(ShopOf(http), request.Body(), http.RequestAborted);
        return "set";
    });

    Task Advance(HttpContext http) => Run(http, "advance", async form =>
    {
        var shopId = ShopOf(http);
        RunningAdvance.Refuse(scheduler.Advances, shopId);
        var request = form["to"] == "next" ? form.With("to", NextJob(shopId)) : form;
        // It goes on when the window is closed or shows another page: its button cancels it.
        var advance = clock.Advance(shopId, request.Body(), lifetime.ApplicationStopping);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        await Task.WhenAny(advance, Task.Delay(MaxWait, waiting.Token));
        await waiting.CancelAsync();
        if (!advance.IsCompleted)
        {
            _ = LogFailure(advance);
            return "advancing";
        }
        return (await advance).Cancelled ? "cancelled" : "advanced";
    });

    // Nobody waits for it any more.
    async Task LogFailure(Task advance)
    {
        try
        {
            await advance;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogFailedAdvance(fault);
        }
    }

    Task Cancel(HttpContext http) => Run(http, "cancel", async _ =>
    {
        await clock.CancelAdvance(ShopOf(http));
        return "cancelled";
    });

    Task Follow(HttpContext http) => Run(http, "follow", async _ =>
    {
        RunningAdvance.Refuse(scheduler.Advances, ShopOf(http));
        await clock.Follow(ShopOf(http) ?? "", http.RequestAborted);
        return "follows";
    });

    // The redirect keeps the query, and with it the shop.
    async Task Run(HttpContext http, string form, Func<FormValues, Task<string>> action)
    {
        var typed = await FormValues.Read(http.Request);
        await DeskPage.CatchProblem(
            async () => http.SeeOther(Root, await action(typed)),
            problem => DeskPage.CatchProblem(() => Show(http, form, typed, problem), _ => ShowCommon(http, problem)));
    }

    // A job that is due already runs without an advance, and time does not go back.
    string NextJob(string? shopId)
    {
        var view = clock.View(shopId);
        if (view.NextDue is not { } next) throw ProblemException.Conflict("Nothing is due.", ja: "予定はありません。");
        return $"{(next > view.Now ? next : view.Now):o}";
    }

    static bool IsLocal(string text) =>
        DateTime.TryParseExact(text, LocalFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    // For a shop that does not exist.
    Task ShowCommon(HttpContext http, Problem problem)
    {
        http.Request.QueryString = default;
        return Show(http, problem: problem);
    }

    /// <param name="form">Which form was refused; empty: none.</param>
    /// <param name="typed">The fields of that form.</param>
    /// <exception cref="ProblemException">404: there is no such shop.</exception>
    Task Show(HttpContext http, string form = "", FormValues? typed = null, Problem? problem = null)
    {
        var shopId = ShopOf(http);
        var view = clock.View(shopId);
        Dictionary<string, object?> model = new(jobs.Page(shopId, $"{http.Request.Query["after"]}"))
        {
            ["clock_shop"] = shopId,
            ["is_own"] = view.Own == true,
            ["shops"] = SuggestedShops.Of(shops),
            ["clocks"] = (view.Shops ?? []).Select(ClockModel.OfShop),
            ["query"] = shopId is null ? "" : QueryString.Create("shopId", shopId).ToString(),
            ["advance"] = view.Advance is { } advance ? ClockModel.Of(advance) : null,
            ["running"] = RunningAdvance.Find(scheduler.Advances, shopId) is { } running ? RunningAdvance.Model(running) : null,
            ["last"] = scheduler.LastAdvance(shopId) is { } last ? ClockModel.Of(last, ledger) : null,
            ["mode"] = typed?["mode"] is { Length: > 0 } mode ? mode : view.Mode,
            ["moment"] = form == "set" ? typed?["now"] : PresentTime(view),
            ["by"] = form == "advance" ? typed?["by"] : "",
            ["next_by_shop"] = jobs.NextByShop(shopId),
        };
        return layout.ShowDesk(http, "clock", model, problem, problem is null ? null : Root);
    }

    // A frozen clock keeps its time unless another one is typed, also when it is set to run.
    static string PresentTime(ClockView view) => view.Mode == "manual" ? Jst.Format(view.Now, "yyyy-MM-dd'T'HH:mm:ss") : "";

    [LoggerMessage(Level = LogLevel.Warning, Message = "An advance failed after its form was answered")]
    partial void LogFailedAdvance(Exception fault);
}
