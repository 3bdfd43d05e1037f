using KantanSim.Protocol;
using KantanSim.Storage.Transfer;

namespace KantanSim.Merchants;

/// <content>The shops of a snapshot.</content>
internal sealed partial class ShopRepository : IShopRows
{
    /// <inheritdoc/>
    public IEnumerable<ExportLine> Read(string? shopId)
    {
        List<Shop> found = [.. All().Where(shop => shopId is null || shop.ShopId == shopId)];
        return found.Select(shop => rows.Line(shop.ShopId, shop));
    }

    /// <summary>Adds the shops that do not exist any more, without an end that has passed. The others keep their settings.</summary>
    public RowReplacement Load(string? shopId, RowSet rowSet)
    {
        var shops = rowSet.Take(rows).ConvertAll(row => row.Row);
        if (shopId is not null && !shops.Exists(shop => shop.ShopId == shopId)) throw new FormatException($"it lacks the shop {shopId}");
        return (writing, _) =>
        {
            foreach (var shop in shops.Where(shop => Find(shop.ShopId) is null))
                Put(writing, IsOver(shop) ? shop with { ExpiresAt = null } : shop);
        };
    }
}
