using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Notifications;

/// <summary>Which statuses are surely notified.</summary>
internal static class NotifiedStatus
{
    // UNVERIFIED: whether this payment method notifies the steps before the result.
    public static bool IsSupposed(Notification notification) =>
        notification.Status == GatewayStatus.Requested || notification.Status == GatewayStatus.InProcess;

    /// <summary>The severity of a fault that only such a notification has: a warning at most.</summary>
    public static Severity AtMostWarning(Severity severity) => severity == Severity.Error ? Severity.Warning : severity;
}
