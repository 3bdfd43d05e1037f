using KantanSim.Merchants;
using KantanSim.Protocol;

namespace KantanSim.Admin.Pages;

/// <summary>
/// The template model of the empty payment list, which explains how to connect a shop: the gateway's address, the shops, and a first call.
/// </summary>
internal static class ConnectModel
{
    const int MaxShops = 3;

    /// <param name="gateway">The base of the gateway's URLs, as a shop has to configure it.</param>
    /// <param name="isOwnName">
    /// Whether the request's host name is allowed. Under another name another site may read the page (DNS rebinding): it shows no password.
    /// </param>
    public static Dictionary<string, object?> Of(ShopRepository shops, string gateway, bool isOwnName)
    {
        var all = shops.All().ToList();
        return new()
        {
            ["gateway"] = gateway,
            ["shops"] = all.Take(MaxShops).Select(shop => Row(shop, isOwnName)),
            ["more"] = all.Count > MaxShops,
            ["curl"] = all is [var first, ..]
                ? FirstCallSnippets.Curl(gateway, first.ShopId, isOwnName ? first.ShopPass : "$SHOP_PASS")
                : "",
        };
    }

    static Dictionary<string, object?> Row(Shop shop, bool isOwnName) => new()
    {
        ["id"] = shop.ShopId,
        ["path"] = Uri.EscapeDataString(shop.ShopId),
        ["password"] = isOwnName ? shop.ShopPass : "",
        ["notify_url"] = shop.WithMaskedUrl().NotifyUrl,
    };
}
