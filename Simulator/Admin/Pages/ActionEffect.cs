using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>
/// Says in a few words what a decision changes: the status, the notification, and what is scheduled with its date in Japan. For example
/// "AUTH → SALES · notification SALES · the sale is deposited on 2026-01-31".
/// </summary>
internal static class ActionEffect
{
    public static Dictionary<string, object?> Of(Transaction before, Decision decision)
    {
        List<(string En, string Ja)> parts =
        [
            StatusOf(before.Status, decision.Transaction.Status),
            .. decision.NotificationDrafts.Select(draft => ($"notification {draft.Status}", $"結果通知 {draft.Status}")),
            .. decision.JobsToSchedule.OrderBy(job => job.At).Select(job => Job(job, decision.Transaction.ChangedAt)),
        ];
        return new()
        {
            ["en"] = string.Join(" · ", parts.Select(part => part.En)),
            ["ja"] = string.Join(" · ", parts.Select(part => part.Ja)),
        };
    }

    static (string En, string Ja) StatusOf(Status before, Status after) =>
        before == after ? ($"stays {after}", $"{after} のまま") : ($"{before} → {after}", $"{before} → {after}");

    // What happens at once has no date.
    static (string En, string Ja) Job(ScheduledJob job, DateTimeOffset now)
    {
        var (en, ja) = JobKindLabels.Of(job.Kind);
        if (job.At <= now) return (en, ja);
        var date = DisplayText.Time(job.At)[..10];
        return ($"{en} on {date}", $"{ja}（{date}）");
    }
}
