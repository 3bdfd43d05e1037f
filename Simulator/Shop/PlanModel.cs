using System.Globalization;
using KantanSim.Wire;

namespace KantanSim.DemoMerchant;

/// <summary>A subscription as its order's page shows it: the contract, the months that were charged, and the one that is next.</summary>
internal static class PlanModel
{
    // What the months' statuses are called, and the colour of the badge.
    static readonly Dictionary<string, (string En, string Ja, string Tone)> Statuses = new()
    {
        [Month.Charged]   = ("charged",    "課金済み",   "good"),
        [Month.Failed]    = ("failed",     "課金失敗",   "bad"),
        [Month.TakenBack] = ("taken back", "取消済み",   ""),
        [""]              = ("to come",    "これから",   "busy"),
    };

    public static Dictionary<string, object?> Of(Order order, Plan plan, DateTimeOffset now)
    {
        Month[] months = [.. order.Months, .. Next(order, now)];
        return new()
        {
            ["day"] = plan.ChargeDay,
            ["last_day"] = plan.ChargeDay == Plan.Days[^1],
            ["free"] = plan.FirstMonthFree,
            ["contract"] = order.Asked?["RcContractId"] ?? "",
            ["start"] = Start(order) is { } start ? Text(start) : "",
            ["months"] = months.Reverse().Select(month => Row(order, plan, month)),
        };
    }

    // The gateway makes a month's charge when the month begins: from then on it can be taken back.
    static IEnumerable<Month> Next(Order order, DateTimeOffset now)
    {
        var month = Month.Of(Jst.DateOf(now));
        if (order.State == OrderState.Subscribed && Start(order) <= month && order.Months.All(one => one.YearMonth != month))
            yield return new(month, "", order.Total, "");
    }

    static int? Start(Order order) => Month.Read(order.Asked?["RcStartChargeMonth"] ?? "");

    static Dictionary<string, object?> Row(Order order, Plan plan, Month month)
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
            ["can_take_back"] = order.State is OrderState.Subscribed or OrderState.Cancelled && month.Status is "" or Month.Charged,
        };
    }

    static string Text(int month) => string.Create(CultureInfo.InvariantCulture, $"{month / 100:D4}-{month % 100:D2}");
}
