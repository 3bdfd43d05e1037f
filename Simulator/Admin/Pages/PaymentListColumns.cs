using KantanSim.Operations;

namespace KantanSim.Admin.Pages;

/// <summary>The template model of the columns of the payment list, and of the orders that it can be sorted by.</summary>
internal static class PaymentListColumns
{
    sealed record Column(PaymentKey? Key, string En, string Ja, bool IsNumber = false);

    static readonly Column[] All =
    [
        new(PaymentKey.Registered, "Registered", "登録日時"),
        new(PaymentKey.Changed, "Changed", "更新日時"),
        new(PaymentKey.Order, "Order", "注文"),
        new(null, "Item", "商品"),
        new(PaymentKey.Amount, "Amount", "金額", IsNumber: true),
        new(null, "Status", "状態"),
        new(null, "Notifications", "結果通知"),
        new(null, "Scenario", "シナリオ"),
    ];

    static readonly bool[] Directions = [true, false];

    public static Dictionary<string, object?> Of(PaymentListQuery query, PaymentOrder order) =>
        new() { ["columns"] = All.Select(column => Model(column, query, order)) };

    /// <summary>All orders with their names.</summary>
    public static IEnumerable<Dictionary<string, object?>> Orders() =>
        from column in All
        where column.Key is not null
        from isDescending in Directions
        select PaymentListLabels.Model($"{new PaymentOrder(column.Key!.Value, isDescending)}", isDescending
            ? ($"{column.En}, {Highest(column.Key.Value).En} first", $"{column.Ja}（{Highest(column.Key.Value).Ja}）")
            : ($"{column.En}, {Lowest(column.Key.Value).En} first", $"{column.Ja}（{Lowest(column.Key.Value).Ja}）"));

    static Dictionary<string, object?> Model(Column column, PaymentListQuery query, PaymentOrder order) => new()
    {
        ["id"] = $"{column.Key}".ToLowerInvariant(),
        ["en"] = column.En,
        ["ja"] = column.Ja,
        ["num"] = column.IsNumber,
        ["href"] = column.Key is { } key ? (query with { Sort = Next(key, order), Page = 1, Before = null }).Path : "",
        ["sorted"] = column.Key == order.By ? Direction(order) : "",
    };

    // At the first click the highest first, at the second the lowest first; order IDs the other way round.
    static string Next(PaymentKey key, PaymentOrder order)
    {
        var next = new PaymentOrder(key, key == order.By ? !order.IsDescending : key != PaymentKey.Order);
        return next == PaymentOrder.NewestFirst ? "" : $"{next}";
    }

    static string Direction(PaymentOrder order) => order.IsDescending ? "descending" : "ascending";

    static (string En, string Ja) Highest(PaymentKey key) => key switch
    {
        PaymentKey.Amount => ("highest", "高い順"),
        PaymentKey.Order => ("last", "降順"),
        _ => ("newest", "新しい順"),
    };

    static (string En, string Ja) Lowest(PaymentKey key) => key switch
    {
        PaymentKey.Amount => ("lowest", "安い順"),
        PaymentKey.Order => ("first", "昇順"),
        _ => ("oldest", "古い順"),
    };
}
