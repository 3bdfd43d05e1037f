using KantanSim.Clocks;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Merchants;

/// <summary>Creates the context of a decision: time, shop, protocol options.</summary>
internal sealed class DecisionContextFactory(ShopClocks clocks, ShopRepository shops, IdentifierGenerator ids, ProtocolOptions options)
{
    /// <summary>The server's options, before those of a shop.</summary>
    public ProtocolOptions Options => options;

    public DecisionContext Of(Shop shop, string publicUrl = "") =>
        new(clocks.Now(shop.ShopId), shop, ids, publicUrl, options.For(shop));

    public DecisionContext Of(Transaction transaction) => Of(ShopOf(transaction));

    /// <summary>The options of a transaction's shop.</summary>
    public ProtocolOptions OptionsOf(Transaction transaction) => options.For(ShopOf(transaction));

    /// <summary>A transaction's shop. For a deleted one, a shop without a notification URL.</summary>
    public Shop ShopOf(Transaction transaction) =>
        shops.Find(transaction.ShopId) ?? new Shop { ShopId = transaction.ShopId, ShopPass = "" };
}
