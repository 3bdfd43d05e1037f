using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Notifications;

/// <summary>The notifications that report the result of the consumer's decision (step 9), oldest first.</summary>
internal static class ResultNotifications
{
    const int Step = 9;

    // The timeline tells: which statuses are results depends on the payment method.
    public static IEnumerable<Notification> Of(History history)
    {
        var results = history.Timeline.Where(entry => entry.Number == Step).Select(entry => (entry.What, entry.At)).ToHashSet();
        return history.Notifications.Where(notification =>
            notification.Attempts is [var first, ..] && results.Contains((notification.EntryOf(0), first.At)));
    }
}
