using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>The template model of what comes next for a payment, each with its time and how long it is until then.</summary>
internal static class DueModel
{
    /// <summary>Jobs of the same kind in the same second, such as retries of notifications, are one row.</summary>
    public static IEnumerable<Dictionary<string, object?>> Of(IEnumerable<ScheduledJob> jobs, DateTimeOffset now) =>
        from job in jobs
        group job by (job.Kind, At: DisplayText.Time(job.At)) into same
        select new Dictionary<string, object?>(Of(same.First(), now)) { ["times"] = same.Count() };

    /// <summary>The wait is "now" for a job that is due already.</summary>
    public static Dictionary<string, object?> Of(ScheduledJob job, DateTimeOffset now)
    {
        var label = JobKindLabels.Of(job.Kind);
        var wait = AttemptExplanation.FormatDuration(job.At - now);
        return new()
        {
            ["en"] = label.En,
            ["ja"] = label.Ja,
            ["at"] = DisplayText.ZonedTime(job.At),
            ["wait_en"] = job.At > now ? $"in {wait.En}" : "now",
            ["wait_ja"] = job.At > now ? $"{wait.Ja}後" : "まもなく",
        };
    }
}
