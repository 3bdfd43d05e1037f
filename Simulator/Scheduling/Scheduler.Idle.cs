using KantanSim.Transactions;

namespace KantanSim.Scheduling;

/// <content>Waiting until the jobs that are due have run.</content>
internal sealed partial class Scheduler
{
    /// <summary>
    /// Waits until no due job of a shop, or of all, is left. Jobs running longer than <see cref="GracePeriod"/> are not waited for.
    /// </summary>
    /// <returns>How long it is until the next job or deadline; null when there is none.</returns>
    public async Task<TimeSpan?> RunUntilIdle(string? shopId, CancellationToken cancel)
    {
        while (true)
        {
            RestartGracePeriod(deadlines.ExpirePassed());
            StartDueJobs();
            var awaited = RecentlyStarted((_, jobShop) => shopId is null || jobShop == shopId);
            if (awaited.Length == 0) awaited = BlockersOf(shopId);
            if (awaited.Length == 0) return NextIn(shopId);
            await Task.WhenAny(Task.WhenAll(awaited), Task.Delay(GracePeriod, cancel));
            cancel.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Waits until no due job of a payment is left, except for jobs running longer than <see cref="GracePeriod"/>.</summary>
    public async Task RunJobsOf(Transaction payment, CancellationToken cancel)
    {
        while (true)
        {
            StartDueJobs();
            var awaited = RecentlyStarted((id, _) => ScheduledJob.TransactionNumberOf(id) == payment.Number);
            if (awaited.Length == 0) return;
            await Task.WhenAny(Task.WhenAll(awaited), Task.Delay(GracePeriod, cancel));
            cancel.ThrowIfCancellationRequested();
        }
    }

    // A job whose wait for the merchant has just ended is about to save its result, and to schedule its next attempt.
    void RestartGracePeriod(IReadOnlyCollection<string?> shopIds)
    {
        if (shopIds.Count == 0) return;
        lock (sync)
        {
            foreach (var (id, job) in running.Where(job => shopIds.Contains(job.Value.ShopId)).ToList())
                running[id] = job with { StartedAt = time.Total };
        }
    }

    // The running jobs, when the merchants of other shops occupy the slots that a due job of the shop needs.
    Task[] BlockersOf(string? shopId)
    {
        if (store.UnhealthyReason is not null) return [];
        lock (sync)
        {
            var busy = running.Values.Select(job => job.ShopId).ToHashSet(StringComparer.Ordinal);
            bool IsBlocked(ScheduledJob job) =>
                (shopId is null || job.ShopId == shopId) && CanStart(job) && !busy.Contains(job.ShopId);
            var isBlocked = schedule.Due(clocks.Now, IsBlocked, limit: 1).Count > 0;
            return isBlocked ? [.. running.Values.Select(job => job.Task)] : [];
        }
    }

    // Jobs that run longer wait for a merchant that does not answer; their deadlines are in NextIn.
    Task[] RecentlyStarted(Func<long, string, bool> isAwaited)
    {
        lock (sync)
        {
            if (running.Count == 0) return [];
            return
            [
                .. running
                    .Where(job => isAwaited(job.Key, job.Value.ShopId) && time.Total - job.Value.StartedAt < GracePeriod)
                    .Select(job => job.Value.Task),
            ];
        }
    }

    TimeSpan? NextJobIn(Func<string, bool> isCounted)
    {
        lock (sync)
        {
            if (slots.Free == 0) return null;
            return schedule.NextIn(
                shop => isCounted(shop) ? clocks.Now(shop) : null, job => CanStart(job) && slots.CanAcquire(job));
        }
    }

    // Not negative: time does not go back.
    TimeSpan? NextIn(string? shopId)
    {
        TimeSpan?[] next = [NextJobIn(shop => shopId is null || shop == shopId), deadlines.NextIn(shopId)];
        var first = next.Min();
        return first < TimeSpan.Zero ? TimeSpan.Zero : first;
    }
}
