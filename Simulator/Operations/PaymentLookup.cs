using KantanSim.Merchants;
using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>Finds payments by what people call them.</summary>
internal static class PaymentLookup
{
    /// <param name="name">An AccessID, or a whole OrderID, which several shops may use.</param>
    public static IReadOnlyList<Transaction> Named(this Ledger ledger, ShopRepository shops, string name) =>
        ledger.Find(name) is { } payment
            ? [payment]
            : [.. shops.All().Select(shop => ledger.FindByOrder(shop.ShopId, name)).OfType<Transaction>()];

    /// <summary>The one payment of that name.</summary>
    /// <param name="shopId">The shop of an OrderID; null or empty: any.</param>
    /// <exception cref="ProblemException">
    /// 400: several shops have such an order. 404: there is no such payment, or no such shop.
    /// </exception>
    public static Transaction OneNamed(this Ledger ledger, ShopRepository shops, string name, string? shopId)
    {
        if (!string.IsNullOrEmpty(shopId) && shops.Find(shopId) is null) throw ProblemException.NotFound("shop", shopId);
        var found = ledger.Named(shops, name).Where(payment => string.IsNullOrEmpty(shopId) || payment.ShopId == shopId).ToList();
        return found switch
        {
            [] => throw ProblemException.NotFound("payment", name),
            [var one] => one,
            _ => throw SeveralShops(found.Select(payment => payment.ShopId)),
        };
    }

    static ProblemException SeveralShops(IEnumerable<string> shopIds)
    {
        var ids = string.Join(", ", shopIds);
        return ProblemException.BadRequest([new("shopId", null, $"one of {ids}: each has an order of that OrderID")
        {
            AllowedJa = $"{ids} のいずれか（同じ OrderID の注文があります）",
        }]);
    }
}
