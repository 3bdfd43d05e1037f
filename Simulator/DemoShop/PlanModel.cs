#pragma warning disable format // aligned tables
using System.Globalization;

namespace KantanSim.DemoShop;

/// <summary>A subscription as the template of its order's page reads it.</summary>
internal static class PlanModel
{
    /// <param name="Tone">CSS class of the badge.</param>
    sealed record StatusLabel(string En, string Ja, string Tone);

    static readonly Dictionary<string, StatusLabel> Statuses = new()
    {
        [BillingMonth.Charged]   = new("charged",   "課金済み", "good"),
        [BillingMonth.Failed]    = new("failed",    "課金失敗", "bad"),
        [BillingMonth.Cancelled] = new("cancelled", "取消済み", ""),
        [BillingMonth.Scheduled] = new("scheduled", "これから", "busy"),
    };

    public static Dictionary<string, object?> Of(Order order, SubscriptionPlan plan) => new()
    {
        ["day"] = plan.ChargeDay,
        ["last_day"] = plan.ChargeDay == SubscriptionPlan.Days[^1],
        ["free"] = plan.FirstMonthFree,
        ["start"] = order.StartMonth is { } start ? Text(start) : "",
        ["months"] = order.Months.Reverse().Select(month => Row(order, plan, month)),
    };

    static Dictionary<string, object?> Row(Order order, SubscriptionPlan plan, BillingMonth month)
    {
        var label = Statuses.GetValueOrDefault(month.Status) ?? new(month.Status, month.Status, "");
        return new()
        {
            ["month"] = Text(month.YearMonth),
            ["value"] = $"{month.YearMonth}",
            ["day"] = plan.DayIn(month.YearMonth).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["status"] = month.Status,
            ["en"] = label.En,
            ["ja"] = label.Ja,
            ["tone"] = label.Tone,
            ["total"] = month.Total,
            ["error"] = month.ErrInfo.Length > 0 ? OrderModel.ErrorRow(month.ErrInfo) : null,
            ["can_cancel"] = CanCancel(order, month),
        };
    }

    static bool CanCancel(Order order, BillingMonth month) =>
        order.State is OrderState.Subscribed or OrderState.Cancelled && month.Status is BillingMonth.Scheduled or BillingMonth.Charged;

    static string Text(int month) => string.Create(CultureInfo.InvariantCulture, $"{month / 100:D4}-{month % 100:D2}");
}
