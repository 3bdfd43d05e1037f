using System.Diagnostics;

namespace KantanSim.Check.Running;

/// <summary>Decides when simulated time passes for a step that does not end, such as a call that the gateway lets hang.</summary>
internal interface IStepPatience
{
    /// <summary>Waits until the step has ended, or needs simulated time to pass.</summary>
    /// <param name="patience">The real time that the step gets at first.</param>
    /// <param name="jumps">How often simulated time has passed for it already.</param>
    /// <returns>The time that passes now; null when the step has ended.</returns>
    /// <exception cref="NeverEndsException">Enough time has passed.</exception>
    Task<TimeSpan?> Next(CaseShop shop, Task step, TimeSpan patience, int jumps, CancellationToken cancel);
}

/// <summary>
/// After the patience in real time, lets simulated time pass as long as a scenario holds a call of the shop. A shop that works without
/// being held gets more real time.
/// </summary>
internal sealed class RealTimePatience(GatewayApi api) : IStepPatience
{
    const int MaxJumps = 100;

    // Ends a step of a shop that never stops trying.
    static readonly TimeSpan MaxRealTime = TimeSpan.FromSeconds(60);

    // Between two looks.
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    // Small ones: a shop's own limit may follow simulated time.
    static readonly TimeSpan MaxJump = TimeSpan.FromSeconds(10);

    public async Task<TimeSpan?> Next(CaseShop shop, Task step, TimeSpan patience, int jumps, CancellationToken cancel)
    {
        var start = Stopwatch.GetTimestamp();
        var limit = patience > MaxRealTime ? patience : MaxRealTime;
        var pause = jumps == 0 ? patience : Look;
        while (await Task.WhenAny(step, Task.Delay(pause, cancel)) != step)
        {
            cancel.ThrowIfCancellationRequested();
            var clock = await api.Clock(shop.Id, cancel);
            if (clock.HeldUntil is { } until && jumps < MaxJumps) return Limited(until - clock.Now);
            if (Stopwatch.GetElapsedTime(start) > limit) throw new NeverEndsException($"It did not end within {limit.TotalSeconds:0} s.");
            pause = Look;
        }
        return null;
    }

    static TimeSpan Limited(TimeSpan wait) => wait > MaxJump ? MaxJump : TimeSpan.FromTicks(Math.Max(0, wait.Ticks));
}
