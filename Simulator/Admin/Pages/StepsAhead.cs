using KantanSim.Operations;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>The steps of the flow that have not happened yet and still can.</summary>
internal static class StepsAhead
{
    const int ResultNotification = 9, Deposit = 11;

    /// <param name="jobs">What is scheduled for the payment.</param>
    /// <param name="now">The time of the shop's clock.</param>
    public static IEnumerable<FlowStep> Of(
        Transaction payment, IReadOnlyList<TimelineEntry> timeline, IReadOnlyList<Notification> notifications,
        IReadOnlyList<ScheduledJob> jobs, DateTimeOffset now)
    {
        var steps = Flow.Steps.Where(step => timeline.All(entry => entry.Number != step.Number));
        return IsOver(payment, now) ? steps.Where(step => IsStillDue(step, notifications, jobs)) : steps;
    }

    // Whether the payment can no longer become a sale.
    static bool IsOver(Transaction payment, DateTimeOffset now)
    {
        var status = payment.Status;
        if (status == GatewayStatus.Authorised) return payment.ValidUntil <= now;
        return status == GatewayStatus.Failed || status == GatewayStatus.Expired
            || status == GatewayStatus.Cancelled || status == GatewayStatus.Ended;
    }

    // What is left of a payment that is over: its last notification, and the deposit of a sale that was cancelled later.
    static bool IsStillDue(FlowStep step, IReadOnlyList<Notification> notifications, IReadOnlyList<ScheduledJob> jobs) => step.Number switch
    {
        ResultNotification => notifications is [.., { Attempts: [], State: NotificationState.Pending }],
        Deposit => jobs.Any(job => job.Kind is JobKind.Settlement or JobKind.Refund),
        _ => false,
    };
}
