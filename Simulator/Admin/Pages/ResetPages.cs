using KantanSim.Operations;
using KantanSim.Scenarios.Engine;
using KantanSim.Settlement;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>Forgetting, and the page that is asked before anything is deleted: it needs no script to ask.</summary>
internal static class ResetPages
{
    const int CountedUpTo = 1_000;

    public static void Map(IEndpointRouteBuilder desk)
    {
        desk.MapGet("/reset", (HttpContext http, TransactionLists lists, Deposits deposits, ScenarioEngine scenarios) => ShowResetConfirmation(http, null, "/reset", "/shops", lists, deposits, scenarios));
        desk.MapPost("/reset", Reset);
    }

    /// <summary>Asks whether it is meant.</summary>
    /// <param name="action">Where a yes is posted to.</param>
    /// <param name="forgotten">What is lost, when it can be counted.</param>
    public static Task ShowConfirmation(this HttpContext http, string kind, string what, string action, string back, Dictionary<string, object?>? forgotten = null) => http.ShowDesk("confirm", new()
    {
        ["kind"] = kind,
        ["about"] = what,
        ["action"] = action,
        ["back"] = back,
        ["forgotten"] = forgotten,
    }, at: http.Request.Path); // a question stands still: what it asks about may be gone in the moment of the answer

    /// <summary>Tells what a reset forgets, before it is made.</summary>
    public static async Task ShowResetConfirmation(HttpContext http, string? shopId, string action, string back, TransactionLists lists, Deposits deposits, ScenarioEngine scenarios)
    {
        var transactions = lists.Newest(long.MaxValue, CountedUpTo, transaction => shopId is null || transaction.ShopId == shopId);
        await http.ShowConfirmation(shopId is null ? "reset-all" : "reset-shop", shopId ?? "", action, back, new()
        {
            ["transactions"] = transactions.Items.Count,
            ["more"] = transactions.Next is not null,
            ["deposits"] = deposits.All(shopId).Count(),
            ["arms"] = scenarios.Armed.Count(arm => shopId is null || arm.ShopId == shopId),
        });
    }

    static async Task Reset(HttpContext http, ResetService slate)
    {
        await slate.Reset(null);
        http.SeeOther("/shops", "reset-all");
    }
}
