using KantanSim.Merchants;
using KantanSim.Protocol;
using KantanSim.Traffic;
using KantanSim.Web;

namespace KantanSim.Admin.Pages;

/// <summary>The template model of the page <c>/connect</c>.</summary>
internal sealed class ConnectPageModel(ShopRepository shops, ShopModel shopModel, ExchangeLog traffic, PublicUrl publicUrl)
{
    /// <param name="shop">Null: there is none.</param>
    /// <param name="typed">The form of the notification URL, when it was refused.</param>
    public Dictionary<string, object?> Of(HttpContext http, Shop? shop, FormValues? typed)
    {
        var model = shop is null ? [] : OfShop(http, shop);
        model["has_shop"] = shop is not null;
        model["shops"] = SuggestedShops.Of(shops);
        model["typed_url"] = typed?["notifyUrl"];
        return model;
    }

    // Under a host name that is not allowed another site may read the page (DNS rebinding): it shows no password.
    Dictionary<string, object?> OfShop(HttpContext http, Shop shop)
    {
        var gateway = publicUrl.For(http.Request);
        var isOwnName = http.IsOwnHost();
        var password = isOwnName ? shop.ShopPass : "";
        return new(shopModel.Whole(shop))
        {
            ["query"] = QueryString.Create("shopId", shop.ShopId).ToString(),
            ["gateway"] = gateway,
            ["shop_pass"] = password,
            ["calls"] = ArrivedCalls.Of(traffic, shops, shop.ShopId),
            ["snippets"] = FirstCallSnippets.All(gateway, shop.ShopId).Select(snippet => Snippet(snippet, isOwnName)),
        };
    }

    static Dictionary<string, object?> Snippet(FirstCallSnippets.Snippet snippet, bool hasPassword) => new()
    {
        ["id"] = snippet.Id,
        ["name"] = snippet.Name,
        // The page blurs the password, which is between the parts. Under a foreign host name there is a placeholder instead.
        ["parts"] = hasPassword ? snippet.Parts : [string.Join("$SHOP_PASS", snippet.Parts)],
    };
}
