using KantanSim.Operations;
using KantanSim.Scheduling;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>The template models of shops' clocks and of advances.</summary>
internal static class ClockModel
{
    public static Dictionary<string, object?> OfShop(ShopClockView shop) => new()
    {
        ["shop_id"] = shop.ShopId,
        ["query"] = QueryString.Create("shopId", shop.ShopId).ToString(),
        ["now"] = DisplayText.Time(shop.Now),
        ["runs"] = shop.Mode == "real",
        ["next"] = shop.NextDue is { } next ? DisplayText.Time(next) : "",
    };

    public static Dictionary<string, object?> Of(AdvanceProgressView advance) => new()
    {
        ["all"] = advance.ShopId is null,
        ["query"] = advance.ShopId is { } shopId ? QueryString.Create("shopId", shopId).ToString() : "",
        ["from"] = DisplayText.Time(advance.From),
        ["to"] = DisplayText.Time(advance.To),
        ["percent"] = advance.Percent,
        ["moments"] = advance.Moments,
    };

    /// <summary>An advance that has ended, with links to the payments that it has changed.</summary>
    public static Dictionary<string, object?> Of(ClockAdvance advance) => new()
    {
        ["from"] = DisplayText.Time(advance.From),
        ["to"] = DisplayText.Time(advance.From + advance.Passed),
        ["cancelled"] = advance.IsCanceled,
        ["events"] = Events(advance),
    };

    static List<Dictionary<string, object?>> Events(ClockAdvance advance) =>
    [
        Event("expired", "Terms ended", "期限切れ", advance.JobsOf(JobKind.Expiry, JobKind.AuthExpiry)),
        Event("charged", "Months charged", "継続課金の課金", advance.JobsOf(JobKind.Charge)),
        Event("notified", "Notifications tried", "結果通知の送信", advance.JobsOf(JobKind.Notification)),
        Event("deposited", "Sales and refunds deposited", "入金された売上・返金", advance.JobsOf(JobKind.Settlement, JobKind.Refund)),
    ];

    static Dictionary<string, object?> Event(string id, string en, string ja, JobsRun ran) => new()
    {
        ["id"] = id,
        ["en"] = en,
        ["ja"] = ja,
        ["count"] = ran.Count,
        ["payments"] = ran.Jobs.Select(job => job.AccessId).Distinct().Take(MaxLinks),
    };

    /// <summary>The maximum number of payments that are linked for each kind of event.</summary>
    const int MaxLinks = 10;
}
