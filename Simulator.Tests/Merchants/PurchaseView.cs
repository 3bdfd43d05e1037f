namespace KantanSim.Tests.Merchants;

/// <summary>A purchase with all its tries, as the shop shows it.</summary>
/// <param name="Id">Such as <c>G000001</c>.</param>
/// <param name="Status"><c>open</c>, <c>paid</c>, <c>shipped</c>, <c>failed</c> or <c>cancelled</c>.</param>
/// <param name="Shipments">The OrderIDs that were shipped.</param>
/// <param name="PaidTotal">In yen; 0 while it is not paid, and again after a refund.</param>
/// <param name="Tries">The OrderIDs, oldest first.</param>
internal sealed record PurchaseView(string Id, string Status, string[] Shipments, int PaidTotal, string[] Tries)
{
    // What counts of several tries.
    static readonly ShopOrderState[] Precedence =
        [ShopOrderState.Shipped, ShopOrderState.Paid, ShopOrderState.Open, ShopOrderState.Cancelled, ShopOrderState.Failed];

    /// <summary>The purchase that an OrderID belongs to.</summary>
    public static string IdOf(string orderId) => orderId.Split('-')[0];

    /// <summary>The newest try of a purchase; null: there is no such purchase.</summary>
    public static ShopOrder? Newest(ShopRecords records, string id) => Tried(records, id).LastOrDefault();

    /// <returns>Null: there is no such purchase.</returns>
    public static PurchaseView? Of(ShopRecords records, string id)
    {
        var tries = Tried(records, id);
        if (tries.Length == 0) return null;
        var state = Precedence.First(one => tries.Any(order => order.ShownState == one));
        return new(
            id,
            state.ToString().ToLowerInvariant(),
            [.. tries.Where(order => order.ShippedAt is not null).Select(order => order.OrderId)],
            tries.Where(order => order.State is ShopOrderState.Paid or ShopOrderState.Shipped).Sum(order => order.Amount),
            [.. tries.Select(order => order.OrderId)]);
    }

    static ShopOrder[] Tried(ShopRecords records, string id) => [.. records.Orders.Where(order => IdOf(order.OrderId) == id)];
}
