using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Notifications;

/// <summary>1: the shop has not answered 0 to a notification in any of its tries.</summary>
internal sealed class NotificationNeverReceived : Rule
{
    public override int Number => 1;

    public override string Id => "notification-never-received";

    public override Severity Severity => Severity.Error;

    public override RuleText Text => new(
        new("Notification never received", "結果通知を一度も受信していない"),
        new("All tries to deliver a result notification are used up, and the shop has answered none of them with 0. Tries that a scenario "
                + "left out or falsified do not count.",
            "結果通知の再送がすべて終わったのに、お店が一度も「0」を返していない。シナリオが省略した送信や、内容を変えた送信は数えない。"),
        new("The gateway gives up then. Without a search the shop never learns the result.",
            "ゲートウェイはこれ以上送信しません。照会しない限り、お店は結果を知ることができません。"),
        new("Make the notification URL answer with status 200 and the body 0, and ask SearchTradeMulti about orders that stay open.",
            "結果通知URLがステータス200と本文「0」を返すようにし、未確定の注文は SearchTradeMulti で照会してください。"));

    public override IEnumerable<Finding> Judge(History history) =>
        from notification in history.Notifications
        where notification.State == NotificationState.Failed
        let attempts = JudgedAttempts.Of(notification)
        where attempts.Count > 0
        let last = attempts[^1]
        select Found(last.At, Sentence(history, notification, attempts), attempts.Select(one => history.EvidenceOf(notification, one)),
            SeverityOf(notification, attempts));

    // What the scenario took away may have been received. What the gateway makes of a byte order mark is supposed.
    static Severity SeverityOf(Notification notification, List<NotificationAttempt> attempts)
    {
        if (attempts.TrueForAll(NotificationAnswerPadded.Is)) return Severity.Review;
        return attempts.Count < notification.Attempts.Length ? Severity.Warning : Severity.Error;
    }

    static Note Sentence(History history, Notification notification, List<NotificationAttempt> attempts)
    {
        var time = JstTime.Of(attempts[^1].At, history.Now);
        var cause = AttemptCause.Of(attempts[^1]);
        var (status, tries) = (notification.Status, attempts.Count == 1 ? "1 try" : $"{attempts.Count} tries");
        return new(
            $"{cause.En} That was the last of {tries} to deliver the notification {status}, at {time}; none was answered with 0.",
            $"{cause.Ja}結果通知（{status}）は{time}まで{attempts.Count}回送信されましたが、一度も「0」が返されませんでした。");
    }
}
