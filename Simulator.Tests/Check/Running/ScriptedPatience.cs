using KantanSim.Check.Running;
using KantanSim.Clocks;
using KantanSim.Notifications;
using KantanSim.Tests.Infrastructure;
using KantanSim.Scheduling;

namespace KantanSim.Tests.Check.Running;

/// <summary>Lets simulated time pass as soon as a scenario lets a shop wait, however busy the machine is.</summary>
/// <remarks>
/// An advance waits for running notifications, in tests without a limit. A shop that is held while it handles one would end it only when
/// its own client gives up, after half a minute of real time. <c>isHeldInHandler</c> moves the clock past the time that the shop has to
/// answer, beside the advance that waits.
/// </remarks>
internal sealed class ScriptedPatience : IStepPatience, IDisposable
{
    const int MaxJumps = 60;

    // A shop's own limit for an answer, which may follow simulated time, is noticed in between.
    static readonly TimeSpan Jump = TimeSpan.FromSeconds(10);

    readonly bool isHeldInHandler;
    readonly Deadlines deadlines;
    readonly ShopClocks clocks;
    TaskCompletionSource change = Unchanged();

    public ScriptedPatience(SimulatorFixture simulated, bool isHeldInHandler)
    {
        this.isHeldInHandler = isHeldInHandler;
        clocks = simulated.GetService<ShopClocks>();
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
                if (isHeldInHandler) return await EndNotifications(shop);
                return wait < Jump ? wait : Jump;
            }
            await Task.WhenAny(step, changed).WithHangGuard();
        }
        return null;
    }

    async Task<TimeSpan> EndNotifications(CaseShop shop)
    {
        await clocks.Shift(shop.Id, RetryPlan.ResponseTimeout);
        deadlines.ExpirePassed();
        return TimeSpan.Zero;
    }

    public void Dispose() => deadlines.Changed -= NotifyChange;

    static TaskCompletionSource Unchanged() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    void NotifyChange() => Interlocked.Exchange(ref change, Unchanged()).SetResult();
}
