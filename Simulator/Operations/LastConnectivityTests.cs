using System.Collections.Concurrent;
using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>The result of each shop's last connectivity test, for its page. In memory only.</summary>
internal sealed class LastConnectivityTests
{
    /// <summary>Maximum number of shops. Above it all results are deleted.</summary>
    const int MaxShops = 1_000;

    readonly ConcurrentDictionary<string, NotificationAttempt> byShop = new();

    public NotificationAttempt? Of(string shopId) => byShop.GetValueOrDefault(shopId);

    public void Keep(string shopId, NotificationAttempt attempt)
    {
        if (byShop.Count >= MaxShops && !byShop.ContainsKey(shopId)) byShop.Clear();
        byShop[shopId] = attempt;
    }

    public void Forget(string shopId) => byShop.TryRemove(shopId, out _);
}
