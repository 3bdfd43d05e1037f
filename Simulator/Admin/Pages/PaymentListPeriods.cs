using KantanSim.Wire;

namespace KantanSim.Admin.Pages;

/// <summary>The template models of the links that filter the payment list by a recent period.</summary>
internal static class PaymentListPeriods
{
    /// <param name="now">Simulated time.</param>
    public static IEnumerable<Dictionary<string, object?>> Of(PaymentListQuery query, DateTimeOffset now) =>
    [
        Link(query, "hour", ("last hour", "直近1時間"), Jst.Format(now.AddHours(-1), "yyyy-MM-dd'T'HH:mm")),
        Link(query, "today", ("today", "今日"), Jst.Format(now, "yyyy-MM-dd")),
    ];

    static Dictionary<string, object?> Link(PaymentListQuery query, string id, (string En, string Ja) label, string from) =>
        new(PaymentListLabels.Model(id, label))
        {
            ["href"] = query.With("from", from).With("to", "").Path,
            ["on"] = query.Filter.From == from && query.Filter.To.Length == 0,
        };
}
