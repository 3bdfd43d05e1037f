using KantanSim.Merchants;

namespace KantanSim.Admin.Pages;

/// <summary>The shops that a field with a list of suggestions offers.</summary>
internal static class SuggestedShops
{
    const int Max = 200;

    /// <summary>Their ShopIDs.</summary>
    public static List<string> Of(ShopRepository shops) => [.. shops.All().Take(Max).Select(shop => shop.ShopId)];
}
