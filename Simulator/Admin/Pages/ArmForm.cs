using KantanSim.Merchants;

namespace KantanSim.Admin.Pages;

/// <summary>The template model of the forms that arm a scenario: the shops to choose from, and what was typed.</summary>
internal sealed class ArmForm(ShopRepository shops)
{
    const int MaxListedShops = 20;

    /// <param name="model">Gets <c>shops</c>, <c>lists_shops</c> and <c>typed</c>.</param>
    /// <param name="typed">The form that was refused; null: none.</param>
    public void AddTo(Dictionary<string, object?> model, FormValues? typed)
    {
        var ids = SuggestedShops.Of(shops);
        model["shops"] = ids;
        model["lists_shops"] = ids.Count <= MaxListedShops;
        model["typed"] = new Dictionary<string, object?>
        {
            ["is"] = typed is not null,
            ["times"] = typed?["times"] is { Length: > 0 } times ? times : "1",
            ["shop_id"] = typed?["shopId"] ?? (ids is [var only] ? only : ""),
            ["order_id"] = typed?["orderId"] ?? "",
            ["note"] = typed?["note"] ?? "",
            ["expires_in"] = typed?["expiresIn"] ?? "",
        };
    }
}
