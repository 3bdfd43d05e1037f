using KantanSim.Transactions;

namespace KantanSim.Protocol;

/// <summary>Gathers what a decision may know.</summary>
internal sealed class Moments(TimeProvider clock, Shops shops, Identifiers ids, TimeLimits limits)
{
    public Moment Of(Shop shop, string publicUrl = "") => new(clock.GetUtcNow(), shop, ids, publicUrl, limits);

    /// <summary>The moment for a transaction; a shop that is gone since takes no notifications.</summary>
    public Moment Of(Transaction transaction) => Of(shops.Find(transaction.ShopId) ?? new Shop { ShopId = transaction.ShopId, ShopPass = "" });
}
