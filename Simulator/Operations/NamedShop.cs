using System.Globalization;
using KantanSim.Merchants;
using KantanSim.Scenarios.Files;

namespace KantanSim.Operations;

/// <summary>
/// The member <c>shopId</c> of what is done to a shop's payments. It is required unless there is exactly one shop: otherwise parallel tests
/// would play each other's scenarios, and a person would play payments at a shop that is not meant.
/// </summary>
internal static class NamedShop
{
    const int MaxListed = 10;

    /// <param name="allowsAny">Whether it can be <see cref="Arm.AnyShop"/>.</param>
    /// <returns>The ID of a shop, or <see cref="Arm.AnyShop"/>; null when it is wrong, and the body then has the error.</returns>
    public static string? Read(JsonBodyReader body, ShopRepository shops, bool allowsAny)
    {
        if (body.Text("shopId") is { } shopId)
        {
            if ((allowsAny && shopId == Arm.AnyShop) || shops.Find(shopId) is not null) return shopId;
            Refuse(body, shopId, shops, allowsAny);
        }
        else if (!body.Has("shopId"))
            return TheOnly(body, shops, allowsAny);
        return null;
    }

    /// <summary>Adds the error that no shop has this ID.</summary>
    public static void Refuse(JsonBodyReader body, string shopId, ShopRepository shops, bool allowsAny)
    {
        var (en, ja) = Allowed(Ids(shops), allowsAny);
        body.AddError("shopId", shopId, en, ja);
    }

    static string? TheOnly(JsonBodyReader body, ShopRepository shops, bool allowsAny)
    {
        var ids = Ids(shops);
        if (ids is [var only]) return only;
        var (en, ja) = Allowed(ids, allowsAny);
        if (ids.Count == 0) body.AddError("shopId", null, $"{en}; it is required when there is no shop", $"{ja}。ショップがないときは必須です");
        else body.AddError("shopId", null, $"{en}; it is required when there is more than one shop", $"{ja}。ショップが複数あるときは必須です");
        return null;
    }

    static (string En, string Ja) Allowed(IReadOnlyList<string> ids, bool allowsAny)
    {
        const string en = $"\"{Arm.AnyShop}\" for any shop";
        const string ja = $"\"{Arm.AnyShop}\"（すべてのショップ）";
        if (ids.Count == 0) return allowsAny ? (en, ja) : ("the ShopID of a shop", "ショップのショップID");
        var more = (ids.Count - MaxListed).ToString(CultureInfo.InvariantCulture);
        var moreEn = ids.Count > MaxListed ? $" and {more} more" : "";
        var moreJa = ids.Count > MaxListed ? $" ほか{more}件" : "";
        var listed = ids.Take(MaxListed).ToList();
        var (oneOf, oneOfJa) = ($"one of {string.Join(", ", listed)}{moreEn}", $"{string.Join("、", listed)}{moreJa} のいずれか");
        return allowsAny ? ($"{oneOf}, or {en}", $"{oneOfJa}、または {ja}") : (oneOf, oneOfJa);
    }

    static List<string> Ids(ShopRepository shops) => [.. shops.All().Select(shop => shop.ShopId)];
}
