using KantanSim.Clocks;
using KantanSim.Operations;
using KantanSim.Scheduling;

namespace KantanSim.Tests.Infrastructure;

/// <summary>Observes the waits of scenarios in simulated time. Timeouts of requests to the merchant's server are ignored.</summary>
internal sealed class ScriptedWaits(SimulatorFixture simulated) : IDisposable
{
    readonly HeldRequests held = new(simulated.GetService<Deadlines>(), simulated.GetService<ShopClocks>(), shopId: null);

    /// <summary>Waits until a wait has begun or a task has completed.</summary>
    /// <returns>The remaining time of the wait; null when the task has completed.</returns>
    public Task<TimeSpan?> Next(Task end) => held.Next(end, TestContext.Current.CancellationToken).WithHangGuard();

    /// <summary>Waits until there is no wait.</summary>
    public Task End() => held.End(TestContext.Current.CancellationToken).WithHangGuard();

    public void Dispose() => held.Dispose();
}
