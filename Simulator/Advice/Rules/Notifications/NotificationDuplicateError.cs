using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Notifications;

/// <summary>7: the shop fails on a notification that it has answered with 0 before.</summary>
internal sealed class NotificationDuplicateError : NotificationRule
{
    public override int Number => 7;

    public override string Id => "notification-duplicate-error";

    public override Severity Severity => Severity.Error;

    public override RuleText Text => new(
        new("Repeated notification fails", "重複した結果通知でエラーになった"),
        new("The shop answered 0 to a result notification, and later 5xx to the same one. Copies that are sent at the same time are not "
                + "judged.",
            "お店が「0」を返した結果通知と同じものに、後から5xxを返した。同時に送信されたものは対象外。"),
        new("A notification can come twice, for example when the first 0 was lost on its way. The gateway takes 5xx as not received.",
            "「0」が途中で失われた場合など、結果通知は重複して届くことがあります。5xxは未受信とみなされます。"),
        new("Look the notification up by AccessID and Status before you record it, and answer 0 to one that is recorded already.",
            "記録する前に AccessID と Status で既存の記録を探し、記録済みなら「0」を返してください。"));

    public override IEnumerable<Finding> Judge(History history) =>
        from notification in history.Notifications
        let attempts = JudgedAttempts.Of(notification)
        let received = attempts.Find(attempt => attempt.End == AttemptResult.Received)
        where received is not null
        let failed = attempts.SkipWhile(attempt => attempt != received).Where(attempt => IsFailedDuplicate(received, attempt)).ToList()
        where failed.Count > 0
        select Found(failed[^1].At, Sentence(history, notification, received, failed[^1]),
            failed.TakeLast(MaxEvidence - 1).Prepend(received).Select(attempt => history.EvidenceOf(notification, attempt)));

    // Of copies that were sent together, nobody knows which came first.
    static bool IsFailedDuplicate(NotificationAttempt received, NotificationAttempt attempt) =>
        attempt.HttpStatus >= 500 && !(received.IsTogether && attempt.IsTogether);

    static Note Sentence(History history, Notification notification, NotificationAttempt received, NotificationAttempt failed)
    {
        var (before, time) = (JstTime.Of(received.At, history.Now), JstTime.Of(failed.At, history.Now));
        return new(
            $"Your shop answered {failed.HttpStatus} to the notification {notification.Status} at {time}, although it had answered 0 to "
                + $"the same one at {before}.",
            $"お店は{before}に「0」を返した結果通知（{notification.Status}）と同じものに、{time}に {failed.HttpStatus} を返しました。");
    }
}
