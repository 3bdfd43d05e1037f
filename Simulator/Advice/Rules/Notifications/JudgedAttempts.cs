using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Notifications;

/// <summary>The attempts to deliver notifications that the shop answers for.</summary>
internal static class JudgedAttempts
{
    /// <summary>The attempts that reached out to the shop with true fields, oldest first.</summary>
    public static List<NotificationAttempt> Of(Notification notification) =>
        [.. notification.Attempts.Where(attempt => IsSent(attempt) && !IsFalsified(notification, attempt))];

    /// <summary>Whether a post was tried: the scenario has not omitted it, and there was a notification URL.</summary>
    public static bool IsSent(NotificationAttempt attempt) => attempt.End is not (AttemptResult.Omitted or AttemptResult.NoUrl);

    // A shop may refuse a notification with a changed or missing field. It must ignore a field that was added.
    static bool IsFalsified(Notification notification, NotificationAttempt attempt) =>
        attempt.Altered is { } sent && notification.Fields.Any(field => !sent.Contains(field));
}
