using System.Globalization;
using KantanSim.Protocol;
using KantanSim.Wire;

namespace KantanSim.DemoMerchant;

/// <summary>An order as its pages show it. Times are Japan's.</summary>
internal static class OrderModel
{
    // How a state is called, and the colour of its badge.
    static readonly Dictionary<OrderState, (string En, string Ja, string Tone)> States = new()
    {
        [OrderState.Created]   = ("not opened",              "受付",                 ""),
        [OrderState.Paying]    = ("waiting for the payment", "お支払い待ち",         "busy"),
        [OrderState.Expired]   = ("payment expired",         "支払い期限切れ",       "warn"),
        [OrderState.Failed]    = ("payment failed",          "支払い失敗",           "bad"),
        [OrderState.Paid]      = ("paid, to be delivered",   "支払い済み・発送待ち", "good"),
        [OrderState.Captured]  = ("delivered, captured",     "発送済み・売上確定",   "good"),
        [OrderState.Cancelled] = ("cancelled",               "キャンセル済み",       ""),
    };

    public static Dictionary<string, object?> Line(Order order) => new()
    {
        ["id"] = order.OrderId,
        ["product"] = order.ProductId,
        ["en"] = Product.Find(order.ProductId)?.En ?? order.ItemName,
        ["ja"] = Product.Find(order.ProductId)?.Ja ?? order.ItemName,
        ["amount"] = order.Amount,
        ["tax"] = order.Tax,
        ["total"] = order.Total,
        ["job"] = order.JobCd,
        ["state"] = order.State.ToString(),
        ["state_en"] = States[order.State].En,
        ["state_ja"] = States[order.State].Ja,
        ["tone"] = States[order.State].Tone,
        ["created_at"] = Time(order.CreatedAt),
    };

    public static Dictionary<string, object?> Of(Order order, GatewayView view) => new(Line(order))
    {
        ["open"] = order.IsOpen,
        ["seen"] = order.Seen,
        ["changed_at"] = Time(order.ChangedAt),
        ["access_id"] = order.AccessId,
        ["start_url"] = order.State == OrderState.Paying ? order.StartUrl : "",
        ["token"] = order.Token,
        ["told"] = order.Told.Reverse().Select(Row),
        ["trouble"] = order.Trouble is { } trouble ? TroubleRow(trouble) : null,
        ["forgotten"] = view is GatewayView.Forgotten,
        ["unasked"] = view is GatewayView.Unknown unknown ? TroubleRow(unknown.Trouble) : null,
        ["status"] = view is GatewayView.Held held ? held.Status : "",
        ["held"] = view is GatewayView.Held { Fields: var fields } ? Shown(fields) : [],
    };

    static Dictionary<string, object?> Row(Told told) => new()
    {
        ["at"] = Time(told.At),
        ["by"] = told.By == Teller.Browser ? "browser" : "notification",
        ["status"] = told.Status,
        ["err_info"] = told.ErrInfo,
        ["confirmed"] = told.Confirmed,
    };

    static Dictionary<string, object?> TroubleRow(Trouble trouble) => new()
    {
        ["api"] = trouble.Api,
        ["fault"] = trouble.Fault,
        ["errors"] = trouble.Errors.Select(info => new Dictionary<string, object?>
        {
            ["info"] = info,
            ["en"] = GatewayErrors.Meaning(info).En,
            ["ja"] = GatewayErrors.Meaning(info).Ja,
        }),
    };

    // Passwords come back in clear (protocol.md 2.14); a page is no place for them.
    static IEnumerable<Dictionary<string, object?>> Shown(IEnumerable<KeyValuePair<string, string>> fields) => Secrets.Masked(fields)
        .Where(field => field.Value.Length > 0)
        .Select(field => new Dictionary<string, object?> { ["name"] = field.Key, ["value"] = field.Value });

    static string Time(DateTimeOffset at) => at.ToOffset(Jst.Offset).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
