using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Merchants;

/// <summary>Gathers what a decision may know.</summary>
internal sealed class Moments(TimeProvider clock, Shops shops, Identifiers ids, Choices choices)
{
    /// <summary>The server's choices.</summary>
    public Choices Choices => choices;

    public Moment Of(Shop shop, string publicUrl = "") => new(clock.GetUtcNow(), shop, ids, publicUrl, choices.For(shop));

    /// <summary>The moment for a transaction; a shop that is gone since takes no notifications.</summary>
    public Moment Of(Transaction transaction) => Of(ShopOf(transaction));

    /// <summary>The choices that a transaction's shop made.</summary>
    public Choices ChoicesOf(Transaction transaction) => choices.For(ShopOf(transaction));

    public Shop ShopOf(Transaction transaction) => shops.Find(transaction.ShopId) ?? new Shop { ShopId = transaction.ShopId, ShopPass = "" };
}
