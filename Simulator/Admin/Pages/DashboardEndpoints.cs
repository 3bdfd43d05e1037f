using System.Globalization;
using KantanSim.Merchants;
using KantanSim.Methods;
using KantanSim.Scenarios.Files;
using KantanSim.Settlement;
using KantanSim.Traffic;
using KantanSim.Transactions;
using KantanSim.Web;

namespace KantanSim.Admin.Pages;

/// <summary>The dashboard's door. Its pages only read; a script takes their live parts anew whenever something happens.</summary>
internal static class DashboardEndpoints
{
    const int PaymentsOnAPage = 50;
    const int DepositsOnAPage = 50;

    public static void MapDashboard(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription();
        pages.MapGet("/", Payments);
        pages.MapGet("/find", Find);
        PaymentActions.Map(pages);
        pages.MapGet("/deposits", Deposits);
        pages.MapGet("/traffic", Traffic);
        pages.MapGet("/fidelity", Fidelity);
        pages.MapGet("/live", LiveUpdates.Stream);
        SignInPage.Map(pages);
    }

    static async Task Payments(HttpContext http, Ledger ledger, TransactionLists lists, ShopRepository shops, PaymentMethods methods, ScenarioLibrary library, PublicUrl publicUrl, string? shopId, string? orderId, string? status, string? scenario, string? before)
    {
        var filter = new PaymentFilter(shopId ?? "", orderId ?? "", status ?? "", scenario ?? "");
        var below = long.TryParse(before, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue;
        var found = lists.Newest(below, PaymentsOnAPage, filter.Matches, filter.IsOneOrder ? (shops.IdsOrAll(filter.ShopId), filter.OrderId) : null);
        await http.ShowDashboard("payments", new()
        {
            ["payments"] = found.Items.Select(payment => PaymentModel.Line(payment, ledger)),
            ["filter"] = filter.Model(),
            ["first"] = below == long.MaxValue,
            ["older"] = found.Next is { } next ? filter.Query(next) : "",
            ["searching"] = found.Next is not null && found.Items.Count < PaymentsOnAPage,
            ["shops"] = shops.All().Select(shop => shop.ShopId),
            ["statuses"] = methods.All.SelectMany(method => method.Lifecycle.Statuses).Select(known => known.Code).Distinct(),
            ["scenarios"] = library.Names,
            ["connect"] = ConnectModel.Of(
                shops, publicUrl.For(http.Request), http.Features.Get<HostFilterResult>() is not { IsOwnHost: false }),
        });
    }

    // An order or an access id leads to its payment, whatever else to the list.
    static IResult Find(Ledger ledger, ShopRepository shops, string? q)
    {
        var asked = (q ?? "").Trim();
        var found = ledger.Find(asked) is { } one ? [one] : shops.All().Select(shop => ledger.FindByOrder(shop.ShopId, asked)).OfType<Transaction>().ToList();
        return Results.LocalRedirect(found is [var only] ? $"/payments/{only.AccessId}"
            : "/" + QueryString.Create("orderId", found.Count > 0 || asked.Contains('*', StringComparison.Ordinal) ? asked : $"*{asked}*"));
    }

    static async Task Deposits(HttpContext http, Deposits deposits, ShopRepository shops, string? shopId, string? from)
    {
        var fitting = deposits.All(string.IsNullOrEmpty(shopId) ? null : shopId).ToList();
        var start = int.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < fitting.Count ? number : 0;
        var models = new List<Dictionary<string, object?>>();
        foreach (var deposit in fitting.Skip(start).Take(DepositsOnAPage))
            models.Add(DepositModel.Of(deposit, deposits.Lines(deposit)));
        await http.ShowDashboard("deposits", new()
        {
            ["deposits"] = models,
            ["shop_id"] = shopId ?? "",
            ["shops"] = shops.All().Select(shop => shop.ShopId),
            ["count"] = fitting.Count,
            ["net"] = fitting.Sum(deposit => deposit.Net),
            ["first"] = start == 0,
            ["older"] = start + models.Count < fitting.Count ? new QueryString().Add("shopId", shopId ?? "").Add("from", (start + models.Count).ToString(CultureInfo.InvariantCulture)).ToString() : "",
        });
    }

    static Task Traffic(HttpContext http, ExchangeLog traffic) => http.ShowDashboard("traffic", new()
    {
        ["kept"] = ExchangeLog.Capacity,
        ["exchanges"] = traffic.Newest().Select(ExchangeModel.Of),
    });

    static Task Fidelity(HttpContext http, FidelityReport model) => http.ShowDashboard("fidelity", FidelityPage.Of(model));
}
