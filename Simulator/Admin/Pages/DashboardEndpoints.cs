using System.Globalization;
using KantanSim.Merchants;
using KantanSim.Operations;
using KantanSim.Settlement;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>The routes of the pages that only show something, of a payment's page, of the live updates and of the sign-in.</summary>
internal static class DashboardEndpoints
{
    const int DepositsPerPage = 50;

    public static void MapDashboard(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription();
        pages.MapGet("/", (HttpContext http, PaymentListPage page) => page.Show(http));
        pages.MapGet("/advice", (HttpContext http, AdvicePage page) => page.Show(http));
        pages.MapGet("/find", Find);
        PaymentActions.Map(pages);
        pages.MapGet("/deposits", ShowDeposits);
        pages.MapGet("/traffic", (HttpContext http, TrafficPage page) => page.Show(http));
        pages.MapGet("/fidelity", ShowFidelity);
        pages.MapGet("/live", LiveUpdates.Stream);
        SignInPage.Map(pages);
    }

    // One match redirects to its payment, anything else to the filtered list.
    static IResult Find(Ledger ledger, ShopRepository shops, string? q)
    {
        var query = (q ?? "").Trim();
        var found = ledger.Named(shops, query);
        if (found is [var payment]) return Results.LocalRedirect($"/payments/{payment.AccessId}");
        var isPattern = found.Count > 0 || query.Contains('*', StringComparison.Ordinal);
        return Results.LocalRedirect("/" + QueryString.Create("orderId", isPattern ? query : $"*{query}*"));
    }

    static Task ShowDeposits(
        HttpContext http, DashboardLayout layout, Deposits deposits, ShopRepository shops, string? shopId, string? from)
    {
        var all = deposits.All(string.IsNullOrEmpty(shopId) ? null : shopId).ToList();
        var page = ResultPage.Of(all, from, DepositsPerPage);
        var olderQuery = new QueryString().Add("shopId", shopId ?? "").Add("from", page.End.ToString(CultureInfo.InvariantCulture));
        return layout.Show(http, "deposits", new()
        {
            ["deposits"] = page.Items.Select(deposit => DepositModel.Of(deposit, deposits.Lines(deposit))),
            ["shop_id"] = shopId ?? "",
            ["shops"] = shops.All().Select(shop => shop.ShopId),
            ["count"] = all.Count,
            ["net"] = all.Sum(deposit => deposit.Net),
            ["first"] = page.From == 0,
            ["older"] = page.HasNext ? olderQuery.ToString() : "",
        });
    }

    static Task ShowFidelity(HttpContext http, DashboardLayout layout, FidelityReport report) =>
        layout.Show(http, "fidelity", FidelityPage.Of(report));
}
