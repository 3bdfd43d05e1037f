using KantanSim.Protocol;
using KantanSim.Wire;

namespace KantanSim.DemoShop;

/// <summary>Orders as the page templates read them. Times are Japan's.</summary>
internal static class OrderModel
{
    /// <summary>A row of the list of orders.</summary>
    public static Dictionary<string, object?> Row(Order order)
    {
        var product = Product.Find(order.ProductId);
        var labels = OrderLabels.Of(order);
        return new()
        {
            ["id"] = order.OrderId,
            ["product"] = order.ProductId,
            ["en"] = product?.En ?? order.ItemName,
            ["ja"] = product?.Ja ?? order.ItemName,
            ["total"] = order.Total,
            ["monthly"] = order.Plan is not null,
            ["state"] = order.State.ToString(),
            ["state_en"] = labels.En,
            ["state_ja"] = labels.Ja,
            ["tone"] = labels.Tone,
            ["created_at"] = Time(order.CreatedAt),
        };
    }

    /// <summary>The page of one order.</summary>
    public static Dictionary<string, object?> Page(Order order)
    {
        var labels = OrderLabels.Of(order);
        var inquiry = order.LastInquiry;
        return new(Row(order))
        {
            ["say_en"] = labels.SayEn,
            ["say_ja"] = labels.SayJa,
            ["awaited"] = order.IsAwaited,
            ["steps"] = Steps(order),
            ["amount"] = order.Amount,
            ["tax"] = order.Tax,
            ["new_amount"] = order.NewAmount ?? 0,
            ["can_pay"] = order.CanPay,
            ["can_begin"] = order.State == OrderState.Created || order.NeedsNewOrder,
            ["can_deliver"] = CanDeliver(order),
            ["can_cancel"] = order.State is OrderState.Paid or OrderState.Captured or OrderState.Subscribed,
            ["plan"] = order.Plan is { } plan ? PlanModel.Of(order, plan) : null,
            ["job"] = order.JobCd,
            ["changed_at"] = Time(order.ChangedAt),
            ["next_inquiry_at"] = order.NextInquiryAt is { } at ? Time(at) : "",
            ["access_id"] = order.AccessId,
            ["start_url"] = order.StartUrl,
            ["token"] = order.Token,
            ["reports"] = order.Reports.Reverse().Select(ReportRow),
            ["failure"] = order.Failure is { } failure ? FailureRow(failure) : null,
            ["inquiry_failure"] = inquiry?.Failure is { } unanswered ? FailureRow(unanswered) : null,
            ["unknown_at_gateway"] = order.IsUnknownAtGateway,
            ["gateway_total"] = order.HasAmountMismatch ? inquiry!.Total : null,
            ["status"] = inquiry?.Status ?? "",
            ["inquired_at"] = inquiry is null ? "" : Time(inquiry.At),
            ["gateway_fields"] = (inquiry?.Fields ?? []).Where(field => field.Value.Length > 0).Select(FieldRow),
        };
    }

    static bool CanDeliver(Order order)
    {
        if (order.HasAmountMismatch) return false;
        return order.State == OrderState.Paid || (order.State == OrderState.Captured && !order.IsDelivered);
    }

    static IEnumerable<Dictionary<string, object?>> Steps(Order order)
    {
        var isPaid = order.State is OrderState.Paid or OrderState.Captured or OrderState.Subscribed;
        yield return Step("Ordered", "ご注文", true);
        if (order.Plan is null)
        {
            yield return Step("Paid", "お支払い", isPaid);
            yield return Step("Delivered", "発送", isPaid && order.IsDelivered);
        }
        else
        {
            yield return Step("Signed up", "お申し込み", isPaid);
            yield return Step("Each month", "毎月のお届け", isPaid && order.HasMonth(BillingMonth.Charged));
        }
    }

    static Dictionary<string, object?> Step(string en, string ja, bool isDone) => new() { ["en"] = en, ["ja"] = ja, ["done"] = isDone };

    static Dictionary<string, object?> ReportRow(StatusReport report) => new()
    {
        ["at"] = Time(report.At),
        ["by"] = report.Source == ReportSource.Browser ? "browser" : "notification",
        ["status"] = report.Status,
        ["err_info"] = report.ErrInfo,
        ["confirmed"] = report.Confirmed,
    };

    static Dictionary<string, object?> FailureRow(CallFailure failure) => new()
    {
        ["api"] = failure.Api,
        ["fault"] = failure.Fault,
        ["errors"] = failure.Errors.Select(ErrorRow),
    };

    public static Dictionary<string, object?> ErrorRow(string info) => new()
    {
        ["info"] = info,
        ["en"] = GatewayErrors.Meaning(info).En,
        ["ja"] = GatewayErrors.Meaning(info).Ja,
    };

    static Dictionary<string, object?> FieldRow(Field field) => new() { ["name"] = field.Name, ["value"] = field.Value };

    static string Time(DateTimeOffset at) => Jst.Format(at, "yyyy-MM-dd HH:mm:ss");
}
