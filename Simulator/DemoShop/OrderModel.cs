using KantanSim.Protocol;
using KantanSim.Wire;

namespace KantanSim.DemoShop;

/// <summary>An order as its pages show it. Times are Japan's.</summary>
internal static class OrderModel
{
    public static Dictionary<string, object?> Line(Order order)
    {
        var (product, words) = (Product.Find(order.ProductId), OrderLabels.Of(order));
        return new()
        {
            ["id"] = order.OrderId,
            ["product"] = order.ProductId,
            ["en"] = product?.En ?? order.ItemName,
            ["ja"] = product?.Ja ?? order.ItemName,
            ["total"] = order.Total,
            ["monthly"] = order.Plan is not null,
            ["state"] = order.State.ToString(),
            ["state_en"] = words.En,
            ["state_ja"] = words.Ja,
            ["tone"] = words.Tone,
            ["created_at"] = Time(order.CreatedAt),
        };
    }

    public static Dictionary<string, object?> Of(Order order)
    {
        var words = OrderLabels.Of(order);
        return new(Line(order))
        {
            ["say_en"] = words.SayEn,
            ["say_ja"] = words.SayJa,
            ["awaited"] = order.IsAwaited,
            ["steps"] = Steps(order),
            ["amount"] = order.Amount,
            ["tax"] = order.Tax,
            ["new_amount"] = order.NewAmount ?? 0,
            ["can_pay"] = order.CanPay,
            ["can_begin"] = order.State == OrderState.Created || order.NeedsNew,
            ["can_deliver"] = !order.IsAtOdds && (order.State == OrderState.Paid || (order.State == OrderState.Captured && order.DeliveredAt is null)),
            ["can_cancel"] = order.State is OrderState.Paid or OrderState.Captured or OrderState.Subscribed,
            ["plan"] = order.Plan is { } plan ? PlanModel.Of(order, plan) : null,
            ["job"] = order.JobCd,
            ["changed_at"] = Time(order.ChangedAt),
            ["ask_at"] = order.AskAt is { } at ? Time(at) : "",
            ["access_id"] = order.AccessId,
            ["start_url"] = order.StartUrl,
            ["token"] = order.Token,
            ["told"] = order.Told.Reverse().Select(Row),
            ["trouble"] = order.Trouble is { } trouble ? TroubleRow(trouble) : null,
            ["unasked"] = order.Asked?.Trouble is { } unasked ? TroubleRow(unasked) : null,
            ["forgotten"] = order.IsForgotten,
            ["at_odds"] = order.IsAtOdds ? order.Asked!.Total : null,
            ["status"] = order.Asked?.Status ?? "",
            ["asked_at"] = order.Asked is { } asked ? Time(asked.At) : "",
            ["held"] = (order.Asked?.Fields ?? []).Where(field => field.Value.Length > 0).Select(Pair),
        };
    }

    // How far it has come, for the customer: ordered, paid, delivered.
    static IEnumerable<Dictionary<string, object?>> Steps(Order order)
    {
        var paid = order.State is OrderState.Paid or OrderState.Captured or OrderState.Subscribed;
        yield return new() { ["en"] = "Ordered", ["ja"] = "ご注文", ["done"] = true };
        yield return order.Plan is null ? new() { ["en"] = "Paid", ["ja"] = "お支払い", ["done"] = paid } : new() { ["en"] = "Signed up", ["ja"] = "お申し込み", ["done"] = paid };
        yield return order.Plan is null ? new() { ["en"] = "Delivered", ["ja"] = "発送", ["done"] = order.DeliveredAt is not null && paid }
            : new() { ["en"] = "Each month", ["ja"] = "毎月のお届け", ["done"] = paid && order.Has(BillingMonth.Charged) };
    }

    static Dictionary<string, object?> Row(StatusReport told) => new()
    {
        ["at"] = Time(told.At),
        ["by"] = told.By == ReportSource.Browser ? "browser" : "notification",
        ["status"] = told.Status,
        ["err_info"] = told.ErrInfo,
        ["confirmed"] = told.Confirmed,
    };

    static Dictionary<string, object?> TroubleRow(CallFailure trouble) => new()
    {
        ["api"] = trouble.Api,
        ["fault"] = trouble.Fault,
        ["errors"] = trouble.Errors.Select(ErrorRow),
    };

    public static Dictionary<string, object?> ErrorRow(string info) => new()
    {
        ["info"] = info,
        ["en"] = GatewayErrors.Meaning(info).En,
        ["ja"] = GatewayErrors.Meaning(info).Ja,
    };

    static Dictionary<string, object?> Pair(Field field) => new() { ["name"] = field.Name, ["value"] = field.Value };

    static string Time(DateTimeOffset at) => Jst.Format(at, "yyyy-MM-dd HH:mm:ss");
}
