using KantanSim.Transactions;

namespace KantanSim.Scheduling;

/// <summary>
/// Limits how many jobs run at the same time. The notifications of one shop can use as many slots as they leave free: those of a
/// merchant that does not answer use half of all slots, those of a second one half of the rest, and one slot always stays free.
/// </summary>
internal sealed class WorkerSlots
{
    /// <summary>Also the maximum number of connections to merchants.</summary>
    public const int Capacity = 512;

    readonly Dictionary<string, int> notificationsByShop = new(StringComparer.Ordinal);

    public int Free { get; private set; } = Capacity;

    /// <summary>Whether a slot is free for a job. The last one is reserved for jobs that do not wait for a merchant.</summary>
    public bool CanAcquire(ScheduledJob job) =>
        job.Kind == JobKind.Notification ? notificationsByShop.GetValueOrDefault(job.ShopId) + 1 < Free : Free > 0;

    /// <returns>False when no slot is free for the job.</returns>
    public bool TryAcquire(ScheduledJob job)
    {
        if (!CanAcquire(job)) return false;
        Add(job, 1);
        return true;
    }

    public void Release(ScheduledJob job) => Add(job, -1);

    void Add(ScheduledJob job, int count)
    {
        Free -= count;
        if (job.Kind != JobKind.Notification) return;
        var ofShop = notificationsByShop.GetValueOrDefault(job.ShopId) + count;
        if (ofShop == 0) notificationsByShop.Remove(job.ShopId);
        else notificationsByShop[job.ShopId] = ofShop;
    }
}
