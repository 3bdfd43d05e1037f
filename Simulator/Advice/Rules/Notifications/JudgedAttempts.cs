using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Notifications;

/// <summary>The attempts to deliver notifications that the shop answers for.</summary>
internal static class JudgedAttempts
{
    /// <summary>A wait that has ended earlier than this was cut off by a jump of the simulated clock. Real milliseconds.</summary>
    public const int MinWaitMilliseconds = 14_900;

    /// <summary>The attempts that reached out to the shop with true fields and gave it all its time, oldest first.</summary>
    public static List<NotificationAttempt> Of(Notification notification) =>
        [.. notification.Attempts.Where(attempt => IsSent(attempt) && !IsCutOff(attempt) && !IsFalsified(notification, attempt))];

    /// <summary>
    /// Whether a post was tried: the scenario has not omitted it, there was a notification URL, and KantanSim may send to its host.
    /// </summary>
    public static bool IsSent(NotificationAttempt attempt) =>
        attempt is { End: not (AttemptResult.Omitted or AttemptResult.NoUrl), IsHostRefused: false };

    static bool IsCutOff(NotificationAttempt attempt) =>
        attempt is { End: AttemptResult.NoAnswer, Milliseconds: < MinWaitMilliseconds };

    // A shop may refuse a notification with a changed or missing field. It must ignore a field that was added.
    static bool IsFalsified(Notification notification, NotificationAttempt attempt) =>
        attempt.Altered is { } sent && notification.Fields.Any(field => !sent.Contains(field));
}
