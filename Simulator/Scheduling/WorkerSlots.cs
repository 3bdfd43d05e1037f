using KantanSim.Transactions;

namespace KantanSim.Scheduling;

/// <summary>
/// How many lines of the agenda are in hand at once. A shop's notifications may take as many places as they leave free: a merchant
/// who is silent has half of them, a second one half of the rest, and there is always one for whoever comes next.
/// </summary>
internal sealed class WorkerSlots
{
    /// <summary>As many connections to merchants at most.</summary>
    public const int Capacity = 512;

    readonly Dictionary<string, int> ofShop = new(StringComparer.Ordinal);

    public int Free { get; private set; } = Capacity;

    // The last place is for what needs no merchant: it is done in a moment.
    public bool CanAcquire(ScheduledJob row) => row.Kind == JobKind.Notification ? ofShop.GetValueOrDefault(row.ShopId) + 1 < Free : Free > 0;

    /// <summary>Takes one, if there is one.</summary>
    public bool TryAcquire(ScheduledJob row)
    {
        if (!CanAcquire(row)) return false;
        Count(row, 1);
        return true;
    }

    public void Release(ScheduledJob row) => Count(row, -1);

    void Count(ScheduledJob row, int by)
    {
        Free -= by;
        if (row.Kind != JobKind.Notification) return;
        var own = ofShop.GetValueOrDefault(row.ShopId) + by;
        if (own == 0) ofShop.Remove(row.ShopId);
        else ofShop[row.ShopId] = own;
    }
}
