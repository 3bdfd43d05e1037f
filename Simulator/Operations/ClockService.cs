using KantanSim.Clocks;
using KantanSim.Scheduling;
using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>Sets and advances the simulated clock for an operator, from the API or from a page.</summary>
internal sealed class ClockService(SimulatedClock clock, JobSchedule schedule, Scheduler scheduler)
{
    static readonly TimeSpan MaxAdvance = TimeSpan.FromDays(3_660);

    public ClockView View() => new(clock.IsRunning ? "real" : "manual", clock.GetUtcNow(), schedule.Next(_ => true));

    /// <exception cref="ProblemException">The body is invalid.</exception>
    public async Task<ClockView> Set(JsonBodyReader body, CancellationToken cancel)
    {
        var mode = body.OneOf("mode", required: true, "real", "manual");
        var now = body.Instant("now");
        if (now is { } instant) CheckRange(body, "now", instant);
        body.ThrowIfInvalid();
        await clock.Set(mode == "real", now ?? (mode == "real" ? TimeProvider.System.GetUtcNow() : clock.GetUtcNow()));
        await scheduler.RunUntilIdle(cancel);
        return View();
    }

    /// <summary>Advances the clock and runs all jobs that become due, in order.</summary>
    /// <exception cref="ProblemException">The body is invalid.</exception>
    public async Task<ClockView> Advance(JsonBodyReader body, CancellationToken cancel)
    {
        var by = body.Duration("by", TimeSpan.Zero, MaxAdvance);
        var to = body.Instant("to");
        if (body.Has("by") == body.Has("to"))
            body.AddError("by", null, "either by, such as PT1H, or to, an instant", "時間（例：PT1H）または日時のどちらか一方");
        if (to < clock.GetUtcNow())
        {
            body.AddError("to", $"{to:o}",
                $"an instant from {clock.GetUtcNow():o} on: time does not go back",
                $"{clock.GetUtcNow():o}以降の日時（時間は戻せません）");
        }
        var target = to ?? clock.GetUtcNow() + (by ?? TimeSpan.Zero);
        CheckRange(body, to is null ? "by" : "to", target);
        body.ThrowIfInvalid();
        await scheduler.Advance(target, cancel);
        return View();
    }

    static void CheckRange(JsonBodyReader body, string name, DateTimeOffset instant)
    {
        if (SimulatedClock.IsInRange(instant)) return;
        var from = $"{SimulatedClock.Earliest:yyyy-MM-dd}";
        var to = $"{SimulatedClock.Latest:yyyy-MM-dd}";
        body.AddError(name, $"{instant:o}", $"an instant from {from} to {to}", $"{from}から{to}までの日時");
    }
}
