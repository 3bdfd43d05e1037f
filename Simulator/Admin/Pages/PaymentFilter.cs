using System.Globalization;
using KantanSim.Scenarios.Files;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>The filter of the payment list. An empty part matches every payment; the OrderID may be a pattern with <c>*</c>.</summary>
internal sealed record PaymentFilter(string ShopId, string OrderId, string Status, string Scenario)
{
    /// <summary>Whether the OrderID is no pattern, so that the index finds the payment.</summary>
    public bool IsOneOrder => OrderId.Length > 0 && !OrderId.AsSpan().ContainsAny('*', '?');

    public bool Matches(Transaction payment) =>
        (ShopId.Length == 0 || payment.ShopId == ShopId)
        && (OrderId.Length == 0 || Glob.Fits(OrderId, payment.OrderId))
        && (Status.Length == 0 || payment.Status.Code == Status)
        && (Scenario.Length == 0 || payment.Scenario.Name == Scenario);

    public Dictionary<string, object?> Model() => new()
    {
        ["shop_id"] = ShopId,
        ["order_id"] = OrderId,
        ["status"] = Status,
        ["scenario"] = Scenario,
        ["set"] = this != new PaymentFilter("", "", "", ""),
    };

    /// <summary>The query of the next page: the same filter, and only payments with a smaller number.</summary>
    public string Query(long below) => new QueryString()
        .Add("shopId", ShopId)
        .Add("orderId", OrderId)
        .Add("status", Status)
        .Add("scenario", Scenario)
        .Add("before", below.ToString(CultureInfo.InvariantCulture))
        .ToString();
}
