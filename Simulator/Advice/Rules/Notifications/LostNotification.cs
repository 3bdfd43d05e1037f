using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Notifications;

/// <summary>A notification whose tries are used up.</summary>
/// <param name="Attempts">Those that are judged, oldest first.</param>
internal sealed record LostNotification(Notification Notification, List<NotificationAttempt> Attempts)
{
    public bool IsTried => Attempts.Count > 0;

    /// <summary>Whether the shop had answered 0: an operator has had it sent again, and the new tries failed.</summary>
    public bool IsReceived => Attempts.Exists(attempt => attempt.End == AttemptResult.Received);

    /// <summary>Why the last attempt failed, in English.</summary>
    public string Cause => AttemptCause.Of(Attempts[^1]).En;

    /// <summary>The statuses in words, such as <c>notifications REQSUCCESS and AUTH</c>.</summary>
    public static Note Names(List<LostNotification> all)
    {
        var statuses = all.ConvertAll(lost => lost.Notification.Status.Code);
        var en = statuses.Count == 1
            ? $"notification {statuses[0]}"
            : $"notifications {string.Join(", ", statuses.SkipLast(1))} and {statuses[^1]}";
        return new(en, string.Join('、', statuses));
    }
}
