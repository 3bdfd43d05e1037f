using KantanSim.Protocol;

namespace KantanSim.DemoShop;

/// <summary>The demo shop's account at the gateway when no shops are configured.</summary>
internal static class DemoShopAccount
{
    public const string ShopId = "tshop00000001";
    public const string ShopPass = "kantansim1";

    /// <summary>Path of the notification URL, below the shop's base URL.</summary>
    public const string NotifyPath = "/shop/notify";

    /// <param name="baseUrl">Where the gateway reaches the shop, without a trailing slash.</param>
    public static Shop Create(string baseUrl) => new()
    {
        ShopId = ShopId,
        ShopPass = ShopPass,
        Name = "かんたん雑貨店 / Kantan Goods",
        NotifyUrl = baseUrl + NotifyPath,
    };
}
