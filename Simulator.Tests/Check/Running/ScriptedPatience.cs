using KantanSim.Check.Running;
using KantanSim.Notifications;
using KantanSim.Tests.Infrastructure;
using KantanSim.Scheduling;

namespace KantanSim.Tests.Check.Running;

/// <summary>Lets simulated time pass as soon as a scenario lets a shop wait, however busy the machine is.</summary>
internal sealed class ScriptedPatience : IStepPatience, IDisposable
{
    const int MaxJumps = 60;

    // A shop's own limit for an answer, which may follow simulated time, is noticed in between.
    static readonly TimeSpan Jump = TimeSpan.FromSeconds(10);

    readonly Deadlines deadlines;
    TaskCompletionSource change = Unchanged();

    public ScriptedPatience(SimulatorFixture simulated)
    {
        deadlines = simulated.GetService<Deadlines>();
        deadlines.Changed += NotifyChange;
    }

    public async Task<TimeSpan?> Next(CaseShop shop, Task step, TimeSpan patience, int jumps, CancellationToken cancel)
    {
        while (!step.IsCompleted)
        {
            var changed = Volatile.Read(ref change).Task;
            if (deadlines.NextIn(shop.Id, without: RetryPlan.ResponseTimeout) is { } wait && wait > TimeSpan.Zero)
            {
                if (jumps >= MaxJumps) throw new NeverEndsException("the scenario's wait does not end");
                return wait < Jump ? wait : Jump;
            }
            await Task.WhenAny(step, changed).WithHangGuard();
        }
        return null;
    }

    public void Dispose() => deadlines.Changed -= NotifyChange;

    static TaskCompletionSource Unchanged() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    void NotifyChange() => Interlocked.Exchange(ref change, Unchanged()).SetResult();
}
