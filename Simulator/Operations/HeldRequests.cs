using KantanSim.Clocks;
using KantanSim.Notifications;
using KantanSim.Scheduling;

namespace KantanSim.Operations;

/// <summary>
/// Observes requests that a scenario delays or lets hang, in simulated time. The time that a merchant has to answer is not counted.
/// </summary>
internal sealed class HeldRequests : IDisposable
{
    readonly Deadlines deadlines;
    readonly ShopClocks clocks;
    readonly string? shopId;
    TaskCompletionSource change = Unchanged();

    /// <param name="shopId">The shop whose requests are observed; null: those of all.</param>
    public HeldRequests(Deadlines deadlines, ShopClocks clocks, string? shopId)
    {
        (this.deadlines, this.clocks, this.shopId) = (deadlines, clocks, shopId);
        deadlines.Changed += NotifyChange;
        clocks.Changed += NotifyChange;
    }

    // Zero or negative when it is about to end; null when none is held.
    TimeSpan? Remaining => deadlines.NextIn(shopId, without: RetryPlan.ResponseTimeout);

    /// <summary>Waits until a request is held or a task has completed.</summary>
    /// <returns>The time for which the first request is held; null when the task has completed.</returns>
    public async Task<TimeSpan?> Next(Task end, CancellationToken cancel)
    {
        while (!end.IsCompleted)
        {
            var changed = Volatile.Read(ref change).Task;
            if (Remaining is { } wait && wait > TimeSpan.Zero) return wait;
            await Task.WhenAny(end, changed).WaitAsync(cancel);
        }
        return null;
    }

    /// <summary>Waits until no request is held.</summary>
    public async Task End(CancellationToken cancel)
    {
        while (true)
        {
            var changed = Volatile.Read(ref change).Task;
            if (Remaining is null) return;
            await changed.WaitAsync(cancel);
        }
    }

    public void Dispose()
    {
        deadlines.Changed -= NotifyChange;
        clocks.Changed -= NotifyChange;
    }

    static TaskCompletionSource Unchanged() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    void NotifyChange() => Interlocked.Exchange(ref change, Unchanged()).SetResult();
}
