using KantanSim.Clocks;
using KantanSim.Notifications;
using KantanSim.Scheduling;

namespace KantanSim.Tests.Infrastructure;

/// <summary>Observes the waits of scenarios in simulated time. Timeouts of requests to the merchant's server are ignored.</summary>
internal sealed class ScriptedWaits : IDisposable
{
    readonly Deadlines deadlines;
    readonly ShopClocks clock;
    TaskCompletionSource change = Unchanged();

    public ScriptedWaits(SimulatorFixture simulated)
    {
        deadlines = simulated.GetService<Deadlines>();
        clock = simulated.GetService<ShopClocks>();
        deadlines.Changed += NotifyChange;
        clock.Changed += NotifyChange;
    }

    // The remaining time of the first wait; zero or negative when it is about to end; null when there is none.
    TimeSpan? Remaining
    {
        get
        {
            var remaining = deadlines.NextIn(null);
            return remaining == RetryPlan.ResponseTimeout ? null : remaining;
        }
    }

    /// <summary>Waits until a wait has begun or a task has completed.</summary>
    /// <returns>The remaining time of the wait; null when the task has completed.</returns>
    public async Task<TimeSpan?> Next(Task end)
    {
        while (!end.IsCompleted)
        {
            var changed = Volatile.Read(ref change).Task;
            if (Remaining is { } wait && wait > TimeSpan.Zero) return wait;
            await Task.WhenAny(end, changed).WithHangGuard();
        }
        return null;
    }

    /// <summary>Waits until there is no wait.</summary>
    public async Task End()
    {
        while (true)
        {
            var changed = Volatile.Read(ref change).Task;
            if (Remaining is null) return;
            await changed.WithHangGuard();
        }
    }

    public void Dispose()
    {
        deadlines.Changed -= NotifyChange;
        clock.Changed -= NotifyChange;
    }

    static TaskCompletionSource Unchanged() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    void NotifyChange() => Interlocked.Exchange(ref change, Unchanged()).SetResult();
}
