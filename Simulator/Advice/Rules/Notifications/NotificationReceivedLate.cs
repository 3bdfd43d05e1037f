using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Notifications;

/// <summary>2: the shop has answered 0 to a notification, but only at a later try.</summary>
internal sealed class NotificationReceivedLate : NotificationRule
{
    /// <summary>Copies of one try, and a resend by hand right after it, are nearer in simulated time.</summary>
    static readonly TimeSpan MinDelay = TimeSpan.FromMinutes(10);

    public override int Number => 2;

    public override string Id => "notification-received-late";

    public override Severity Severity => Severity.Warning;

    public override RuleText Text => new(
        new("Notification received late", "結果通知の受信が遅れた"),
        new("The shop did not answer 0 to the first try to deliver a result notification, but to one that was made "
                + $"{MinDelay.TotalMinutes} minutes or more after it. Tries that a scenario left out or falsified do not count.",
            $"お店が最初の結果通知に「0」を返さず、{MinDelay.TotalMinutes}分以上後に再送されたものに「0」を返した。"
                + "シナリオが省略した送信や、内容を変えた送信は数えない。"),
        new("The gateway tries again after an hour, and five times only. Until then the shop does not know the result.",
            "再送は1時間おきに5回だけです。それまでお店は結果を知ることができません。"),
        new("Record the notification and answer 0 at once; do the rest afterwards.",
            "結果通知を記録したらすぐに「0」を返し、残りの処理は後で行ってください。"));

    public override IEnumerable<Finding> Judge(History history) =>
        from notification in history.Notifications
        let attempts = JudgedAttempts.Of(notification)
        let received = attempts.Find(attempt => attempt.End == AttemptResult.Received)
        where received is not null && received.At - attempts[0].At >= MinDelay
        let failed = attempts.TakeWhile(attempt => attempt != received).ToList()
        select Found(received.At, Sentence(history, notification, failed, received),
            failed.Append(received).TakeLast(MaxEvidence).Select(attempt => history.EvidenceOf(notification, attempt)));

    static Note Sentence(History history, Notification notification, List<NotificationAttempt> failed, NotificationAttempt received)
    {
        var (first, time) = (JstTime.Of(failed[0].At, history.Now), JstTime.Of(received.At, history.Now));
        var (number, cause) = (notification.Attempts.IndexOf(received) + 1, AttemptCause.Of(failed[0]));
        return new(
            $"Your shop answered 0 to the notification {notification.Status} only at try {number}, at {time}. "
                + $"The first one, at {first}: {cause.En}",
            $"お店が結果通知（{notification.Status}）に「0」を返したのは{number}回目の{time}です。最初の{first}：{cause.Ja}");
    }
}
