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

/// <summary>Lets simulated time pass after the patience in real time.</summary>
internal sealed class RealTimePatience : IStepPatience
{
    // Between two jumps.
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);

    // Small ones first: a shop that waits between its tries makes one in each.
    static readonly IReadOnlyList<TimeSpan> Jumps =
        [.. Enumerable.Repeat(TimeSpan.FromSeconds(10), 36), .. Enumerable.Repeat(TimeSpan.FromMinutes(1), 24)];

    public async Task<TimeSpan?> Next(CaseShop shop, Task step, TimeSpan patience, int jumps, CancellationToken cancel)
    {
        if (await Task.WhenAny(step, Task.Delay(jumps == 0 ? patience : Look, cancel)) == step) return null;
        cancel.ThrowIfCancellationRequested();
        if (jumps < Jumps.Count) return Jumps[jumps];
        throw new NeverEndsException($"It did not end, although {Jumps.Sum(jump => jump.TotalMinutes)} minutes of simulated time passed.");
    }
}
