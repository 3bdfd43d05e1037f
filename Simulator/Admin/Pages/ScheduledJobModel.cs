using KantanSim.Operations;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>The template model of a scheduled job, with a link to its payment and the time to advance the clock to.</summary>
internal static class ScheduledJobModel
{
    /// <param name="payment">The job's payment; null when it was deleted.</param>
    /// <param name="notification">What a job of that kind sends; null when it was deleted, and for another job.</param>
    public static Dictionary<string, object?> Of(ScheduledJob job, Transaction? payment, Notification? notification, DateTimeOffset now)
    {
        var label = notification is null ? JobKindLabels.Of(job.Kind) : LabelOf(notification);
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

    static (string En, string Ja) LabelOf(Notification notification)
    {
        var (status, next) = (notification.Status.Code, notification.Tries + 1);
        return ($"result notification {status}, try {next}", $"結果通知 {StateNames.Japanese(status)}・{next}回目の送信");
    }
}
