using System.Globalization;

namespace KantanSim.DemoShop;

/// <summary>A subscription as its order's page shows it: the contract and its months, the newest first.</summary>
internal static class PlanModel
{
    // What the months' statuses are called, and the colour of the badge.
    static readonly Dictionary<string, (string En, string Ja, string Tone)> Statuses = new()
    {
        [BillingMonth.Charged]   = ("charged",    "課金済み",   "good"),
        [BillingMonth.Failed]    = ("failed",     "課金失敗",   "bad"),
        [BillingMonth.Cancelled] = ("taken back", "取消済み",   ""),
        [BillingMonth.ToCome]    = ("to come",    "これから",   "busy"),
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
        var known = Statuses.GetValueOrDefault(month.Status, (month.Status, month.Status, ""));
        return new()
        {
            ["month"] = Text(month.YearMonth),
            ["value"] = $"{month.YearMonth}",
            ["day"] = plan.DayIn(month.YearMonth).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["status"] = month.Status,
            ["en"] = known.Item1,
            ["ja"] = known.Item2,
            ["tone"] = known.Item3,
            ["total"] = month.Total,
            ["error"] = month.ErrInfo.Length > 0 ? OrderModel.ErrorRow(month.ErrInfo) : null,
            ["can_take_back"] = order.State is OrderState.Subscribed or OrderState.Cancelled && month.Status is BillingMonth.ToCome or BillingMonth.Charged,
        };
    }

    static string Text(int month) => string.Create(CultureInfo.InvariantCulture, $"{month / 100:D4}-{month % 100:D2}");
}
