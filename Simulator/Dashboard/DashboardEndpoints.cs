using System.Globalization;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Scenarios;
using KantanSim.Settlement;
using KantanSim.Traffic;
using KantanSim.Transactions;

namespace KantanSim.Dashboard;

/// <summary>The dashboard's door. Its pages only read; a script takes their live parts anew whenever something happens.</summary>
internal static class DashboardEndpoints
{
    const int PaymentsOnAPage = 50;

    public static void MapDashboard(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription();
        pages.MapGet("/", Payments);
        pages.MapGet("/payments/{accessId}", Payment);
        pages.MapGet("/deposits", Deposits);
        pages.MapGet("/scenarios", Scenarios);
        pages.MapGet("/traffic", Traffic);
        pages.MapGet("/fidelity", Fidelity);
        pages.MapGet("/live", Live.Stream);
    }

    static async Task Payments(HttpContext http, Ledger ledger, Shops shops, PaymentMethods methods, ScenarioLibrary library, string? shopId, string? orderId, string? status, string? scenario, string? before)
    {
        var filter = new PaymentFilter(shopId ?? "", orderId ?? "", status ?? "", scenario ?? "");
        var below = long.TryParse(before, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue;
        var found = await ledger.Newest(below, PaymentsOnAPage, filter.Fits);
        await http.ShowDashboard("payments", new()
        {
            ["payments"] = found.Select(payment => PaymentModel.Line(payment, ledger)),
            ["filter"] = filter.Model(),
            ["first"] = below == long.MaxValue,
            ["older"] = found.Count < PaymentsOnAPage ? "" : filter.Query(found[^1].Number),
            ["shops"] = shops.All().Select(shop => shop.ShopId),
            ["statuses"] = methods.All.SelectMany(method => method.Lifecycle.Statuses).Select(known => known.Code).Distinct(),
            ["scenarios"] = library.Names,
        });
    }

    static Task Payment(HttpContext http, Ledger ledger, Agenda agenda, PaymentMethods methods, string accessId) =>
        ledger.Find(accessId) is { } payment
            ? http.ShowDashboard("payment", PaymentModel.Whole(payment, ledger, agenda, methods.Of(payment)))
            : http.ShowDashboard("missing", new() { ["access_id"] = accessId }, StatusCodes.Status404NotFound);

    static async Task Deposits(HttpContext http, Deposits deposits, string? shopId)
    {
        const int most = 100;
        var models = new List<Dictionary<string, object?>>();
        foreach (var deposit in deposits.All(string.IsNullOrEmpty(shopId) ? null : shopId).Take(most))
            models.Add(DepositModel.Of(deposit, await deposits.Lines(deposit)));
        await http.ShowDashboard("deposits", new() { ["deposits"] = models });
    }

    static Task Scenarios(HttpContext http, ScenarioLibrary library) => http.ShowDashboard("scenarios", new()
    {
        ["header"] = Director.Header,
        ["folders"] = ScenarioModel.Folders(library.Scenarios).ToList(),
        ["faults"] = library.Faults.Select(fault => fault.ToString()),
    });

    static Task Traffic(HttpContext http, TrafficRing traffic) => http.ShowDashboard("traffic", new()
    {
        ["kept"] = TrafficRing.Kept,
        ["exchanges"] = traffic.Newest().Select(ExchangeModel.Of),
    });

    static Task Fidelity(HttpContext http, FidelityModel model) => http.ShowDashboard("fidelity", FidelityPage.Of(model));
}
