using System.Collections.Concurrent;
using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>How the last connectivity test of each shop ended, for its page; in memory only.</summary>
internal sealed class LastConnectivityTests
{
    /// <summary>Of so many shops it is kept: with one more, all start anew.</summary>
    const int MostShops = 1_000;

    readonly ConcurrentDictionary<string, NotificationAttempt> byShop = new();

    public NotificationAttempt? Of(string shopId) => byShop.GetValueOrDefault(shopId);

    public void Keep(string shopId, NotificationAttempt attempt)
    {
        if (byShop.Count >= MostShops && !byShop.ContainsKey(shopId)) byShop.Clear();
        byShop[shopId] = attempt;
    }

    public void Forget(string shopId) => byShop.TryRemove(shopId, out _);
}
