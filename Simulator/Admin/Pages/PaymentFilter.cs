using System.Globalization;
using KantanSim.Scenarios.Files;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>The filter of the payment list. An empty part matches every payment; the OrderID may be a pattern with <c>*</c>.</summary>
/// <param name="NeedsAttention">Whether only payments with an error or a warning of the advice are shown. The list selects them.</param>
internal sealed record PaymentFilter(string ShopId, string OrderId, string Status, string Scenario, bool NeedsAttention)
{
    public static PaymentFilter Of(IQueryCollection query) =>
        new($"{query["shopId"]}", $"{query["orderId"]}", $"{query["status"]}", $"{query["scenario"]}", query["attention"] == "1");

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
        ["attention"] = NeedsAttention,
        ["set"] = this != new PaymentFilter("", "", "", "", NeedsAttention: false),
    };

    /// <summary>The query of a page with this filter.</summary>
    /// <param name="below">Only payments with a smaller number; null for the newest.</param>
    public string Query(long? below) => new QueryString()
        .Add("shopId", ShopId)
        .Add("orderId", OrderId)
        .Add("status", Status)
        .Add("scenario", Scenario)
        .Add("attention", NeedsAttention ? "1" : "")
        .Add("before", below?.ToString(CultureInfo.InvariantCulture) ?? "")
        .ToString();
}
