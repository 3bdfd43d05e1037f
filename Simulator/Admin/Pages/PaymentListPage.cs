using System.Globalization;
using KantanSim.Clocks;
using KantanSim.Merchants;
using KantanSim.Methods;
using KantanSim.Operations;
using KantanSim.Scenarios.Files;
using KantanSim.Web;
using KantanSim.Wire;

namespace KantanSim.Admin.Pages;

/// <summary>
/// The list of payments with its filter, order, pages and chart. Payments that are too old for the index are listed by a cursor, newest
/// first and without a total. A payment with errors or warnings of the advice is marked.
/// </summary>
internal sealed class PaymentListPage(
    DashboardLayout layout, PaymentSearch search, ShopRepository shops, PaymentMethods methods, ScenarioLibrary library,
    PublicUrl publicUrl, ShopClocks clocks)
{
    const int PageSize = 50;

    public Task Show(HttpContext http)
    {
        var query = PaymentListQuery.Of(http.Request.Query);
        List<FieldError> errors = [];
        var filter = query.Filter.Read(methods, errors);
        var order = OrderOf(query.Sort, errors);
        var isOwnName = http.IsOwnHost();
        return layout.ShowDesk(http, "payments", new(
        [
            .. query.Before is { } before ? Older(query, filter, before) : Indexed(query, search.Find(filter), order),
            .. PaymentListChoices.Of(query, order),
            KeyValuePair.Create<string, object?>("recent", PaymentListPeriods.Of(query, NowOf(query))),
            .. PaymentListColumns.Of(query, order),
            .. Values(),
            KeyValuePair.Create<string, object?>("capacity", PaymentIndex.Capacity.ToString("N0", CultureInfo.InvariantCulture)),
            KeyValuePair.Create<string, object?>("connect", ConnectModel.Of(shops, publicUrl.For(http.Request), isOwnName)),
        ]), errors.Count == 0 ? null : ProblemException.BadRequest(errors).Problem);
    }

    static PaymentOrder OrderOf(string sort, List<FieldError> errors)
    {
        if (sort.Length == 0) return PaymentOrder.NewestFirst;
        if (PaymentOrder.Parse(sort) is { } order) return order;
        errors.Add(new("sort", sort, string.Join(", ", PaymentOrder.All)));
        return PaymentOrder.NewestFirst;
    }

    // The clock of the shop that is chosen, or the common one.
    DateTimeOffset NowOf(PaymentListQuery query)
    {
        var shopId = query.Filter.ShopId;
        return clocks.Now(shopId.Length > 0 && shops.Find(shopId) is not null ? shopId : null);
    }

    Dictionary<string, object?> Indexed(PaymentListQuery query, FoundPayments found, PaymentOrder order)
    {
        var pages = PaymentListPager.Of(query, found.Items.Count, PageSize);
        var shown = order.Sort(found.Items).Skip(pages.Skipped).Take(PageSize);
        return new()
        {
            ["payments"] = shown.Select(Row),
            ["pager"] = pages.Model(isPartial: found.Floor > 0),
            ["chart"] = PaymentChart.Of(found.Items, query),
            ["first"] = true,
            ["searching"] = false,
            ["older"] = found.Floor > 0 && pages.IsLast ? query.OlderThan(found.Floor).Path : "",
        };
    }

    Dictionary<string, object?> Older(PaymentListQuery query, PaymentFilter filter, long before)
    {
        var found = search.Older(filter, before, PageSize);
        return new()
        {
            ["payments"] = found.Items.Select(Row),
            ["pager"] = null,
            ["chart"] = null,
            ["first"] = false,
            ["searching"] = found.Next is not null && found.Items.Count < PageSize,
            ["older"] = found.Next is { } next ? query.OlderThan(next).Path : "",
        };
    }

    Dictionary<string, object?> Values() => new()
    {
        ["shops"] = shops.All().Select(shop => shop.ShopId),
        ["statuses"] = PaymentNames.Statuses(methods),
        ["scenarios"] = library.Names,
    };

    Dictionary<string, object?> Row(PaymentEntry payment)
    {
        var attention = search.AttentionTo(payment);
        return new()
        {
            ["access_id"] = payment.AccessId,
            ["order_id"] = payment.OrderId,
            ["shop_id"] = payment.ShopId,
            ["year"] = Jst.Format(payment.CreatedAt, "yyyy-"),
            ["minute"] = Jst.Format(payment.CreatedAt, "MM-dd HH:mm"),
            ["second"] = Jst.Format(payment.CreatedAt, ":ss"),
            ["changed"] = Changed(payment),
            ["item"] = payment.ItemName,
            ["total"] = payment.Total,
            ["status"] = payment.Status,
            ["error"] = payment.Error,
            ["notified"] = payment.Notified == NotificationResult.None ? "" : PaymentNames.Id(payment.Notified),
            ["scenario"] = payment.Scenario,
            ["errors"] = attention.Errors,
            ["warnings"] = attention.Warnings,
        };
    }

    // On the day of the registration without the day.
    static string Changed(PaymentEntry payment) => Jst.Format(
        payment.ChangedAt, Jst.DateOf(payment.ChangedAt) == Jst.DateOf(payment.CreatedAt) ? "HH:mm:ss" : "yyyy-MM-dd HH:mm:ss");
}
