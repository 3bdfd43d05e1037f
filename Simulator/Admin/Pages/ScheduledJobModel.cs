using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>A line of the agenda in words, with the way to its payment and to its moment.</summary>
internal static class ScheduledJobModel
{
    public static Dictionary<string, object?> Of(ScheduledJob row, Transaction? about, DateTimeOffset now)
    {
        var (en, ja) = JobKindLabels.Of(row.Kind);
        return new()
        {
            ["id"] = row.Id,
            ["en"] = en,
            ["ja"] = ja,
            ["at"] = DisplayText.Time(row.At),
            ["in"] = row.At > now ? DisplayText.Elapsed(row.At - now) : "",
            ["to"] = $"{row.At:o}",
            ["access_id"] = row.AccessId,
            ["order_id"] = about?.OrderId ?? row.AccessId,
            ["shop_id"] = row.ShopId,
            ["status"] = about?.Status.Code ?? "",
        };
    }
}
