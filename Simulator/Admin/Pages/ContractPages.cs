using System.Globalization;
using KantanSim.Merchants;
using KantanSim.Operations;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Admin.Pages;

/// <summary>Recurring contracts with their months, and the way to a day's charge file.</summary>
internal static class ContractPages
{
    const string At = "/contracts";
    const int OnAPage = 30;

    public static void Map(IEndpointRouteBuilder desk)
    {
        desk.MapGet(At, (HttpContext http, TransactionLists lists, ShopRepository shops, TimeProvider clock) => Show(http, lists, shops, clock));
        desk.MapGet($"{At}/charge-file", ChargeFile);
    }

    // A form cannot write into a path: the file itself is the control API's.
    static Task ChargeFile(HttpContext http, TransactionLists lists, ShopRepository shops, ShopService register, TimeProvider clock, string? shopId, string? date) => http.CatchProblem(() =>
    {
        var shop = register.Find(shopId ?? "");
        var day = string.IsNullOrEmpty(date) ? Jst.DateOf(clock.GetUtcNow()) : ShopService.Day(date);
        http.Response.Redirect($"/api/shops/{Uri.EscapeDataString(shop.ShopId)}/charge-file?date={day:yyyy-MM-dd}");
        return Task.CompletedTask;
    }, problem => Show(http, lists, shops, clock, problem));

    static async Task Show(HttpContext http, TransactionLists lists, ShopRepository shops, TimeProvider clock, Problem? problem = null)
    {
        string shopId = $"{http.Request.Query["shopId"]}", date = $"{http.Request.Query["date"]}";
        var below = long.TryParse(http.Request.Query["before"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue;
        var found = lists.Newest(below, OnAPage, one => one.Contract is not null && (shopId.Length == 0 || one.ShopId == shopId));
        await http.ShowDesk("contracts", new()
        {
            ["shop_id"] = shopId,
            ["shops"] = shops.All().Select(shop => shop.ShopId),
            ["date"] = date.Length > 0 ? date : Jst.Format(clock.GetUtcNow(), "yyyy-MM-dd"),
            ["first"] = below == long.MaxValue,
            ["older"] = found.Next is not { } next ? "" : QueryString.Create("shopId", shopId).Add("before", next.ToString(CultureInfo.InvariantCulture)).ToString(),
            ["contracts"] = found.Items.Select(Line),
        }, problem, problem is null ? null : At);
    }

    static Dictionary<string, object?> Line(Transaction contract) => new()
    {
        ["access_id"] = contract.AccessId,
        ["order_id"] = contract.OrderId,
        ["shop_id"] = contract.ShopId,
        ["status"] = contract.Status.Code,
        ["item"] = contract.Request?.ItemName ?? "",
        ["total"] = contract.Total,
        ["member"] = contract.Contract!.MemberId ?? "",
        ["contract"] = ContractModel.Of(contract.Contract!),
    };
}
