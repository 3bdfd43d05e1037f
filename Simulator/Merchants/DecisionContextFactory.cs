using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Merchants;

/// <summary>Gathers what a decision may know.</summary>
internal sealed class DecisionContextFactory(TimeProvider clock, ShopRepository shops, IdentifierGenerator ids, ProtocolOptions choices)
{
    /// <summary>The server's choices.</summary>
    public ProtocolOptions Options => choices;

    public DecisionContext Of(Shop shop, string publicUrl = "") => new(clock.GetUtcNow(), shop, ids, publicUrl, choices.For(shop));

    /// <summary>The moment for a transaction; a shop that is gone since takes no notifications.</summary>
    public DecisionContext Of(Transaction transaction) => Of(ShopOf(transaction));

    /// <summary>The choices that a transaction's shop made.</summary>
    public ProtocolOptions OptionsOf(Transaction transaction) => choices.For(ShopOf(transaction));

    public Shop ShopOf(Transaction transaction) => shops.Find(transaction.ShopId) ?? new Shop { ShopId = transaction.ShopId, ShopPass = "" };
}
