using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Advice.Rules.Notifications;

/// <summary>Adds when a notification is tried again to a sentence about it.</summary>
internal static class NextAttempt
{
    public static Note Append(Note sentence, Notification notification, DateTimeOffset now)
    {
        if (notification is not { State: NotificationState.Pending, NextAttemptAt: { } next }) return sentence;
        var format = Jst.DateOf(next) == Jst.DateOf(now) ? "HH:mm" : "MM-dd HH:mm";
        var time = Jst.Format(next, format);
        return new($"{sentence.En} Next try at {time}.", $"{sentence.Ja}次の送信は{time}です。");
    }
}
