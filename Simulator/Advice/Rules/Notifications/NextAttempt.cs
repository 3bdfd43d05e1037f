using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Notifications;

/// <summary>Adds when a notification is tried again to a sentence about it.</summary>
internal static class NextAttempt
{
    public static Note Append(Note sentence, Notification notification, DateTimeOffset now)
    {
        if (notification is not { State: NotificationState.Pending, NextAttemptAt: { } next }) return sentence;
        var time = JstTime.Of(next, now);
        return new($"{sentence.En} Next try at {time}.", $"{sentence.Ja}次の送信は{time}です。");
    }
}
