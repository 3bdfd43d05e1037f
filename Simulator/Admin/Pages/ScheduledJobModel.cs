using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>The template model of a scheduled job, with a link to its payment and the time to advance the clock to.</summary>
internal static class ScheduledJobModel
{
    /// <param name="payment">The job's payment; null when it was deleted.</param>
    public static Dictionary<string, object?> Of(ScheduledJob job, Transaction? payment, DateTimeOffset now)
    {
        var label = JobKindLabels.Of(job.Kind);
        return new()
        {
            ["en"] = label.En,
            ["ja"] = label.Ja,
            ["at"] = DisplayText.Time(job.At),
            ["in"] = job.At > now ? DisplayText.Elapsed(job.At - now) : "",
            ["to"] = $"{job.At:o}",
            ["access_id"] = job.AccessId,
            ["order_id"] = payment?.OrderId ?? job.AccessId,
            ["shop_id"] = job.ShopId,
            ["status"] = payment?.Status.Code ?? "",
        };
    }
}
