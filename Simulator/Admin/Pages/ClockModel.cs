using KantanSim.Operations;
using KantanSim.Scheduling;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>The template models of shops' clocks and of advances.</summary>
internal static class ClockModel
{
    /// <summary>The maximum number of payments that are linked for each kind of event.</summary>
    const int MaxLinks = 10;

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
    public static Dictionary<string, object?> Of(ClockAdvance advance, Ledger ledger) => new()
    {
        ["from"] = DisplayText.Time(advance.From),
        ["to"] = DisplayText.Time(advance.From + advance.Passed),
        ["cancelled"] = advance.WasStopped,
        ["events"] = Events(advance, ledger),
    };

    static List<Dictionary<string, object?>> Events(ClockAdvance advance, Ledger ledger) =>
    [
        Event("expired", "Terms ended", "期限切れ", advance.Expired, ledger),
        Event("charged", "Months charged", "継続課金の課金", advance.Charged, ledger),
        Event("notified", "Notifications tried", "結果通知の送信", advance.Notified, ledger),
        Event("deposited", "Sales and refunds deposited", "入金された売上・返金", advance.Deposited, ledger),
    ];

    static Dictionary<string, object?> Event(string id, string en, string ja, JobsRun ran, Ledger ledger) => new()
    {
        ["id"] = id,
        ["en"] = en,
        ["ja"] = ja,
        ["count"] = ran.Count,
        ["payments"] = ran.Jobs.Select(job => job.AccessId).Distinct().Take(MaxLinks).Select(accessId => new Dictionary<string, object?>
        {
            ["access_id"] = accessId,
            ["order_id"] = ledger.Find(accessId)?.OrderId ?? accessId,
        }),
    };
}
