using KantanSim.Notifications;
using KantanSim.Scheduling;

namespace KantanSim.Tests.Infrastructure;

/// <summary>
/// What a scenario lets wait for a moment of simulated time. The time that a merchant's server has to answer is no such wait.
/// </summary>
internal sealed class ScriptedWaits : IDisposable
{
    readonly Deadlines deadlines;
    readonly SimulatedClock clock;
    TaskCompletionSource change = Unchanged();

    public ScriptedWaits(SimulatorFixture simulated)
    {
        (deadlines, clock) = (simulated.GetService<Deadlines>(), simulated.GetService<SimulatedClock>());
        deadlines.Changed += Note;
        clock.Changed += Note;
    }

    // Zero or less: its moment has come and it is about to end.
    TimeSpan? First => deadlines.Next - clock.GetUtcNow() is { } wait && wait != RetryPlan.ResponseTimeout ? wait : null;

    /// <summary>Waits until a wait has begun or a task has ended.</summary>
    /// <returns>How long the wait lasts from now; null when the task has ended.</returns>
    public async Task<TimeSpan?> Next(Task end)
    {
        while (!end.IsCompleted)
        {
            var changed = Volatile.Read(ref change).Task;
            if (First is { } wait && wait > TimeSpan.Zero) return wait;
            await Task.WhenAny(end, changed).WithHangGuard();
        }
        return null;
    }

    /// <summary>Waits until there is none.</summary>
    public async Task End()
    {
        while (true)
        {
            var changed = Volatile.Read(ref change).Task;
            if (First is null) return;
            await changed.WithHangGuard();
        }
    }

    public void Dispose()
    {
        deadlines.Changed -= Note;
        clock.Changed -= Note;
    }

    static TaskCompletionSource Unchanged() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    void Note() => Interlocked.Exchange(ref change, Unchanged()).SetResult();
}
