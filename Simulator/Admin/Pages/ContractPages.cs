using System.Globalization;
using KantanSim.Clocks;
using KantanSim.Merchants;
using KantanSim.Operations;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Admin.Pages;

/// <summary>The page of recurring contracts with their monthly charges, and the form that downloads a day's charge file.</summary>
internal sealed class ContractPages(
    DashboardLayout layout, TransactionLists lists, ShopRepository shops, ShopService shopService, ShopClocks clocks)
{
    const string Root = "/contracts";
    const int PageSize = 30;

    public static void Map(IEndpointRouteBuilder desk)
    {
        desk.MapGet(Root, (HttpContext http, ContractPages pages) => pages.Show(http));
        desk.MapGet($"{Root}/charge-file", (HttpContext http, ContractPages pages, string? shopId, string? date) =>
            pages.RedirectToChargeFile(http, shopId ?? "", date ?? ""));
    }

    // A form can put its fields into the query only; the control API has the shop in the path.
    Task RedirectToChargeFile(HttpContext http, string shopId, string date) => DeskPage.CatchProblem(() =>
    {
        var shop = shopService.Find(shopId);
        var day = date.Length == 0 ? Jst.DateOf(clocks.Now(shop.ShopId)) : ShopService.Day(date);
        http.Response.Redirect($"/api/shops/{Uri.EscapeDataString(shop.ShopId)}/charge-file?date={day:yyyy-MM-dd}");
        return Task.CompletedTask;
    }, problem => Show(http, problem));

    Task Show(HttpContext http, Problem? problem = null)
    {
        var shopId = $"{http.Request.Query["shopId"]}";
        var date = $"{http.Request.Query["date"]}";
        var before = Before(http.Request.Query["before"]);
        var found = lists.Newest(before, PageSize, one => one.Contract is not null && (shopId.Length == 0 || one.ShopId == shopId));
        return layout.ShowDesk(http, "contracts", new()
        {
            ["shop_id"] = shopId,
            ["shops"] = shops.All().Select(shop => shop.ShopId),
            ["date"] = date.Length > 0 ? date : Jst.Format(clocks.Now(shopId), "yyyy-MM-dd"),
            ["first"] = before == long.MaxValue,
            ["older"] = found.Next is { } next ? OlderQuery(shopId, next) : "",
            ["contracts"] = found.Items.Select(Row),
        }, problem, problem is null ? null : Root);
    }

    // An invalid number counts as the first page.
    static long Before(string? number) =>
        long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var before) ? before : long.MaxValue;

    static string OlderQuery(string shopId, long before) =>
        QueryString.Create("shopId", shopId).Add("before", before.ToString(CultureInfo.InvariantCulture)).ToString();

    static Dictionary<string, object?> Row(Transaction transaction) => new()
    {
        ["access_id"] = transaction.AccessId,
        ["order_id"] = transaction.OrderId,
        ["shop_id"] = transaction.ShopId,
        ["status"] = transaction.Status.Code,
        ["item"] = transaction.Request?.ItemName ?? "",
        ["total"] = transaction.Total,
        ["member"] = transaction.Contract!.MemberId ?? "",
        ["contract"] = ContractModel.Of(transaction.Contract!),
    };
}
