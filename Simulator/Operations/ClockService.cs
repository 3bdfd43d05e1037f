using System.Xml;
using KantanSim.Scheduling;
using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>Sets and moves the clock as an operator asks, by the API or by a page.</summary>
internal sealed class ClockService(SimulatedClock clock, JobSchedule agenda, Scheduler worker)
{
    static readonly TimeSpan Longest = TimeSpan.FromDays(3_660);

    public ClockView View() => new(clock.IsRunning ? "real" : "manual", clock.GetUtcNow(), agenda.Next(_ => true));

    /// <exception cref="ProblemException">The body does not fit.</exception>
    public async Task<ClockView> Set(JsonBodyReader body, CancellationToken cancel)
    {
        var mode = body.OneOf("mode", required: true, "real", "manual");
        var now = body.Instant("now");
        if (now is { } moment) Within(body, "now", moment);
        body.ThrowIfInvalid();
        await clock.Set(mode == "real", now ?? (mode == "real" ? TimeProvider.System.GetUtcNow() : clock.GetUtcNow()));
        await worker.RunUntilIdle(cancel);
        return View();
    }

    /// <exception cref="ProblemException">The body does not fit.</exception>
    public async Task<ClockView> Advance(JsonBodyReader body, CancellationToken cancel)
    {
        var by = Duration(body, body.Text("by"));
        var to = body.Instant("to");
        if (body.Has("by") == body.Has("to")) body.AddError("by", null, "either by, such as PT1H, or to, an instant", "時間（例：PT1H）または日時のどちらか一方");
        if (to < clock.GetUtcNow()) body.AddError("to", $"{to:o}", $"a moment from {clock.GetUtcNow():o} on: time does not go back", $"{clock.GetUtcNow():o}以降の日時（時間は戻せません）");
        var target = to ?? clock.GetUtcNow() + (by ?? TimeSpan.Zero);
        Within(body, to is null ? "by" : "to", target);
        body.ThrowIfInvalid();
        await worker.Advance(target, cancel);
        return View();
    }

    static void Within(JsonBodyReader body, string name, DateTimeOffset moment)
    {
        if (SimulatedClock.IsInRange(moment)) return;
        var (from, to) = ($"{SimulatedClock.Earliest:yyyy-MM-dd}", $"{SimulatedClock.Latest:yyyy-MM-dd}");
        body.AddError(name, $"{moment:o}", $"a moment from {from} to {to}", $"{from}から{to}までの日時");
    }

    static TimeSpan? Duration(JsonBodyReader body, string? text)
    {
        if (text is null) return null;
        try
        {
            var span = XmlConvert.ToTimeSpan(text);
            if (span >= TimeSpan.Zero && span <= Longest) return span;
        }
        catch (Exception fault) when (fault is FormatException or OverflowException) { /* told below, with what is allowed */ }
        body.AddError("by", text, $"an ISO 8601 duration from PT0S to P{Longest.TotalDays:0}D, such as PT1H or P30D", $"PT0S～P{Longest.TotalDays:0}DのISO 8601形式の時間（例：PT1H、P30D）");
        return null;
    }
}
