using KantanSim.Operations;
using KantanSim.Scheduling;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>The template models of shops' clocks and of advances.</summary>
internal static class ClockModel
{
    /// <summary>The maximum number of payments that are linked for each kind of event.</summary>
    const int MaxLinks = 10;

    static readonly (string En, string Ja) Expired = ("Terms ended", "期限切れ");
    static readonly (string En, string Ja) Charged = ("Months charged", "継続課金の課金");
    static readonly (string En, string Ja) Notified = ("Notifications tried", "結果通知の送信");
    static readonly (string En, string Ja) Deposited = ("Sales and refunds deposited", "入金された売上・返金");

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
        ["events"] = new[]
        {
            SoFar("expired", Expired, advance.Happened.Expired),
            SoFar("charged", Charged, advance.Happened.Charged),
            SoFar("notified", Notified, advance.Happened.Notified),
            SoFar("deposited", Deposited, advance.Happened.Deposited),
        },
    };

    static Dictionary<string, object?> SoFar(string id, (string En, string Ja) name, EventsView events) => new()
    {
        ["id"] = id,
        ["en"] = name.En,
        ["ja"] = name.Ja,
        ["count"] = events.Count,
    };

    /// <summary>An advance that has ended, with links to the payments that it has changed.</summary>
    public static Dictionary<string, object?> Of(ClockAdvance advance, Ledger ledger) => new()
    {
        ["from"] = DisplayText.Time(advance.From),
        ["to"] = DisplayText.Time(advance.From + advance.Passed),
        ["cancelled"] = advance.WasStopped && advance.Failure is null,
        ["failure"] = advance.Failure?.Message ?? "",
        ["events"] = Events(advance, ledger),
    };

    static List<Dictionary<string, object?>> Events(ClockAdvance advance, Ledger ledger) =>
    [
        Event("expired", Expired, advance.Expired, ledger, List("/", advance, "EXPIRED")),
        Event("charged", Charged, advance.Charged, ledger, List("/contracts", advance)),
        Event("notified", Notified, advance.Notified, ledger, List("/", advance)),
        Event("deposited", Deposited, advance.Deposited, ledger, List("/deposits", advance)),
    ];

    // The list where all that happened is found: of the shop that was advanced, or of all.
    static string List(string path, ClockAdvance advance, string? status = null)
    {
        var query = new QueryString();
        if (status is not null) query = query.Add("status", status);
        if (advance.ShopId is { } shopId) query = query.Add("shopId", shopId);
        return path + query;
    }

    static Dictionary<string, object?> Event(string id, (string En, string Ja) name, JobsRun ran, Ledger ledger, string list)
    {
        var payments = ran.Jobs.Select(job => job.AccessId).Distinct().ToList();
        return new()
        {
            ["id"] = id,
            ["en"] = name.En,
            ["ja"] = name.Ja,
            ["count"] = ran.Count,
            ["list"] = list,
            ["more"] = payments.Count > MaxLinks || ran.Count > ran.Jobs.Count,
            ["payments"] = payments.Take(MaxLinks).Select(accessId => new Dictionary<string, object?>
            {
                ["access_id"] = accessId,
                ["order_id"] = ledger.Find(accessId)?.OrderId ?? accessId,
            }),
        };
    }
}
