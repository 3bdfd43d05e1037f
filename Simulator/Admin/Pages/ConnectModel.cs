using KantanSim.Merchants;

namespace KantanSim.Admin.Pages;

/// <summary>How a shop is connected, for whoever has no payment yet: the gateway's address, the shops, and a first call.</summary>
internal static class ConnectModel
{
    const int MostShops = 3;

    /// <param name="gateway">The base of the gateway's URLs, as a shop would write it.</param>
    /// <param name="isOwnName">Under another name a page of the web may read it (DNS rebinding): no password stands there.</param>
    public static Dictionary<string, object?> Of(ShopRepository shops, string gateway, bool isOwnName)
    {
        var all = shops.All().ToList();
        return new()
        {
            ["gateway"] = gateway,
            ["shops"] = all.Take(MostShops).Select(shop => new Dictionary<string, object?>
            {
                ["id"] = shop.ShopId,
                ["path"] = Uri.EscapeDataString(shop.ShopId),
                ["password"] = isOwnName ? shop.ShopPass : "",
                ["notify_url"] = shop.WithMaskedUrl().NotifyUrl,
            }),
            ["more"] = all.Count > MostShops,
            ["curl"] = all is [var first, ..] ? FirstCall(gateway, first.ShopId, isOwnName ? first.ShopPass : "$SHOP_PASS") : "",
        };
    }

    // An OrderID is good for one payment: the shell makes one. ShopID and ShopPass are letters and digits.
    static string FirstCall(string gateway, string shopId, string shopPass) =>
        $"curl {CurlCommand.Quoted($"{gateway}/payment/EntryTranRecruit.idPass")} \\\n"
        + $"  -d \"ShopID={shopId}&ShopPass={shopPass}&OrderID=FIRST-$(date +%s)-$RANDOM&JobCd=AUTH&Amount=1000\"";
}
