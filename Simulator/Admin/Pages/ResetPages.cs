using KantanSim.Operations;
using KantanSim.Scenarios.Engine;
using KantanSim.Settlement;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>The reset of all shops, and the page that confirms a reset and shows how much it deletes.</summary>
internal sealed class ResetPages(
    DashboardLayout layout, TransactionLists lists, Deposits deposits, ArmRepository arms, ResetService resetService)
{
    const int MaxCount = 1_000;

    public static void Map(IEndpointRouteBuilder desk)
    {
        desk.MapGet("/reset", (HttpContext http, ResetPages pages) => pages.ShowConfirmation(http, null, "/reset", "/shops"));
        desk.MapPost("/reset", (HttpContext http, ResetPages pages) => pages.Reset(http));
    }

    /// <param name="shopId">The shop that is reset; null: all shops.</param>
    /// <param name="action">The path that the confirmation is posted to.</param>
    /// <param name="back">The path of the link that cancels.</param>
    public Task ShowConfirmation(HttpContext http, string? shopId, string action, string back) => layout.ShowConfirmation(
        http, shopId is null ? "reset-all" : "reset-shop", shopId ?? "", action, back, Counts(shopId));

    /// <summary>The template model of what a shop, or all shops, have now.</summary>
    public Dictionary<string, object?> Counts(string? shopId)
    {
        var transactions = lists.Newest(long.MaxValue, MaxCount, transaction => shopId is null || transaction.ShopId == shopId);
        return new()
        {
            ["transactions"] = transactions.Items.Count,
            ["more"] = transactions.Next is not null,
            ["deposits"] = deposits.All(shopId).Count(),
            ["arms"] = arms.All().Count(arm => shopId is null || arm.ShopId == shopId),
        };
    }

    async Task Reset(HttpContext http)
    {
        await resetService.Reset(null);
        http.SeeOther("/shops", "reset-all");
    }
}
