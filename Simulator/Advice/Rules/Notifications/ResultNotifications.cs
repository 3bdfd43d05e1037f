using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Notifications;

/// <summary>The notifications that report the result of the consumer's decision (step 9), oldest first.</summary>
internal static class ResultNotifications
{
    const int Step = 9;

    public static IEnumerable<Notification> Of(History history) =>
        history.Notifications.Where(notification => IsResult(history, notification));

    // The timeline tells: which statuses are results depends on the payment method.
    static bool IsResult(History history, Notification notification) =>
        notification.Attempts is [var first, ..]
        && history.EvidenceOf(notification, first) is { Entry: { } entry }
        && history.Timeline[entry].Number == Step;
}
