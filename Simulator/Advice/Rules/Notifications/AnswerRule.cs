using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Notifications;

/// <summary>
/// A rule about how the shop answers notifications. A payment has one finding of it, about the last such answer, because the shop answers
/// all of them by the same code.
/// </summary>
internal abstract class AnswerRule : NotificationRule
{
    /// <summary>Whether the answer to a notification with true fields is the fault.</summary>
    protected abstract bool IsFault(NotificationAttempt attempt);

    /// <param name="time">When the attempt was made, in Japan.</param>
    protected abstract Note Sentence(Notification notification, NotificationAttempt attempt, string time);

    public override IEnumerable<Finding> Judge(History history)
    {
        var faults = history.Notifications
            .SelectMany(notification => JudgedAttempts.Of(notification).Select(attempt => (Notification: notification, Attempt: attempt)))
            .Where(one => IsFault(one.Attempt))
            .OrderBy(one => one.Attempt.At)
            .ToList();
        if (faults.Count == 0) return [];
        var isSure = faults.Exists(one => !NotifiedStatus.IsSupposed(one.Notification));
        var (notification, attempt) = faults.FindLast(one => !isSure || !NotifiedStatus.IsSupposed(one.Notification));
        var sentence = Sentence(notification, attempt, JstTime.Of(attempt.At, history.Now));
        return
        [
            Found(attempt.At, NextAttempt.Append(sentence, notification, history.Now),
                faults.TakeLast(MaxEvidence).Select(one => history.EvidenceOf(one.Notification, one.Attempt)),
                isSure ? Severity : NotifiedStatus.AtMostWarning(Severity)),
        ];
    }
}
