using System.Globalization;
using KantanSim.Advice;
using KantanSim.Merchants;
using KantanSim.Methods;
using KantanSim.Scenarios.Files;
using KantanSim.Transactions;
using KantanSim.Web;

namespace KantanSim.Admin.Pages;

/// <summary>The list of payments, newest first, with its filter. A payment with errors or warnings of the advice is marked.</summary>
internal sealed class PaymentListPage(
    DashboardLayout layout, Ledger ledger, TransactionLists lists, AttentionList attention, ShopRepository shops, PaymentMethods methods,
    ScenarioLibrary library, PublicUrl publicUrl)
{
    const int PageSize = 50;

    public Task Show(HttpContext http)
    {
        var filter = PaymentFilter.Of(http.Request.Query);
        var isCursor = long.TryParse(http.Request.Query["before"], NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        var below = isCursor ? number : long.MaxValue;
        var found = Find(filter, below);
        var isOwnName = http.Features.Get<HostFilterResult>() is not { IsOwnHost: false };
        return layout.Show(http, "payments", new()
        {
            ["payments"] = found.Items.Select(Row),
            ["filter"] = filter.Model(),
            ["first"] = below == long.MaxValue,
            ["newest"] = filter.Query(null),
            ["older"] = found.Next is { } next ? filter.Query(next) : "",
            ["searching"] = found.Next is not null && found.Items.Count < PageSize,
            ["shops"] = shops.All().Select(shop => shop.ShopId),
            ["statuses"] = methods.All.SelectMany(method => method.Lifecycle.Statuses).Select(known => known.Code).Distinct(),
            ["scenarios"] = library.Names,
            ["connect"] = ConnectModel.Of(shops, publicUrl.For(http.Request), isOwnName),
        });
    }

    CursorPage<Transaction> Find(PaymentFilter filter, long below)
    {
        if (filter.NeedsAttention) return attention.Newest(below, PageSize, filter.Matches);
        return lists.Newest(
            below, PageSize, filter.Matches, filter.IsOneOrder ? (shops.IdsOrAll(filter.ShopId), filter.OrderId) : null);
    }

    Dictionary<string, object?> Row(Transaction payment)
    {
        var needed = attention.Of(payment);
        return new(PaymentModel.Row(payment, ledger))
        {
            ["errors"] = needed.Errors,
            ["warnings"] = needed.Warnings,
        };
    }
}
