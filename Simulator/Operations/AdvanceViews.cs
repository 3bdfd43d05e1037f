using System.Xml;
using KantanSim.Scheduling;
using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>Makes the views of an advance.</summary>
internal static class AdvanceViews
{
    public static AdvanceProgressView Progress(ClockAdvance advance) => new(
        advance.ShopId, advance.From, advance.From + advance.By, XmlConvert.ToString(advance.Passed), Percent(advance), advance.Moments,
        Happened(advance));

    public static HappenedView Happened(ClockAdvance advance) => new(
        Events(advance.Expired, TransactionLink),
        Events(advance.Charged, TransactionLink),
        Events(advance.Notified, job => $"/api/notifications/{job.AccessId}-{job.Index}"),
        Events(advance.Deposited, job => $"/api/deposits?shopId={job.ShopId}"));

    static string TransactionLink(ScheduledJob job) => $"/api/transactions/{job.AccessId}";

    static EventsView Events(JobsRun ran, Func<ScheduledJob, string> link) => new(ran.Count, [.. ran.Jobs.Select(link).Distinct()]);

    static int Percent(ClockAdvance advance) => advance.By == TimeSpan.Zero ? 100 : (int)(100 * (advance.Passed / advance.By));
}
