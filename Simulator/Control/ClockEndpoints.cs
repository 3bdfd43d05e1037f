using System.Xml;
using KantanSim.Clock;
using KantanSim.Transactions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KantanSim.Control;

/// <summary>Mode is <c>real</c> or <c>manual</c>; now is where it stands or runs on from.</summary>
internal sealed record ClockRequest(string Mode, DateTimeOffset? Now);

/// <summary>By an ISO 8601 duration such as PT1H, or to an instant.</summary>
internal sealed record AdvanceRequest(string? By, DateTimeOffset? To);

/// <summary>Simulated time.</summary>
internal static class ClockEndpoints
{
    static readonly TimeSpan Longest = TimeSpan.FromDays(3_660);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/clock", View).WithSummary("The simulated time, and when something is due next");
        api.MapPut("/clock", Set).WithSummary("Stops the clock at a moment, or lets it run").WithDescription("manual without now stops where it is; real without now goes back to real time.").Accepts<ClockRequest>("application/json", "*/*").ProducesProblem(400);
        api.MapPost("/clock/advance", Advance).WithSummary("Lets time pass: everything due in between has happened, in order, when it answers").Accepts<AdvanceRequest>("application/json", "*/*").ProducesProblem(400);
    }

    static Ok<ClockView> View(SimulatedClock clock, Agenda agenda) =>
        TypedResults.Ok(new ClockView(clock.Running ? "real" : "manual", clock.GetUtcNow(), agenda.Next(new HashSet<long>())));

    static async Task<Ok<ClockView>> Set(HttpRequest http, SimulatedClock clock, Agenda agenda, AgendaWorker worker, CancellationToken cancel)
    {
        var body = await Body.Read(http);
        var mode = body.OneOf("mode", required: true, "real", "manual");
        var now = body.Instant("now");
        body.Done();
        await clock.Set(mode == "real", now ?? (mode == "real" ? TimeProvider.System.GetUtcNow() : clock.GetUtcNow()));
        await worker.Settle(cancel);
        return View(clock, agenda);
    }

    static async Task<Ok<ClockView>> Advance(HttpRequest http, SimulatedClock clock, Agenda agenda, AgendaWorker worker, CancellationToken cancel)
    {
        var body = await Body.Read(http);
        var by = Duration(body, body.Text("by"));
        var to = body.Instant("to");
        if (body.Has("by") == body.Has("to")) body.Wrong("by", null, "either by, such as PT1H, or to, an instant");
        if (to < clock.GetUtcNow()) body.Wrong("to", $"{to:o}", $"a moment from {clock.GetUtcNow():o} on: time does not go back");
        body.Done();
        await worker.Advance(to ?? clock.GetUtcNow() + by!.Value, cancel);
        return View(clock, agenda);
    }

    static TimeSpan? Duration(Body body, string? text)
    {
        if (text is null) return null;
        try
        {
            var span = XmlConvert.ToTimeSpan(text);
            if (span >= TimeSpan.Zero && span <= Longest) return span;
        }
        catch (Exception fault) when (fault is FormatException or OverflowException) { /* told below, with what is allowed */ }
        body.Wrong("by", text, $"an ISO 8601 duration from PT0S to P{Longest.TotalDays:0}D, such as PT1H or P30D");
        return null;
    }
}
