using KantanSim.Fidelity;
using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Notifications;

/// <summary>11: the shop answers 1 to a notification that has nothing wrong.</summary>
internal sealed class NotificationAnsweredOne : AnswerRule
{
    public override int Number => 11;

    public override string Id => "notification-answered-1";

    public override Severity Severity => Severity.Warning;

    // UNVERIFIED: that a notification answered with 1 is sent again.
    public override Confidence Confidence => Confidence.Supposed;

    public override RuleText Text => new(
        new("Notification answered with 1", "結果通知に「1」を返した"),
        new("A result notification with true fields was answered with 1 (NG).", "内容に誤りのない結果通知に、お店が「1」（NG）を返した。"),
        new("1 says that the shop did not take the notification. That the gateway sends it again then is supposed: it may be lost.",
            "「1」は、お店が結果通知を受け取れなかったことを表します。その後に再送されるというのは推定で、失われるかもしれません。"),
        new("Answer 0 as soon as the notification is recorded, also for a status that you do not need and for an order that is not yours.",
            "結果通知を記録したら「0」を返してください。使わないステータスや、自分のものではない注文の通知にも「0」を返します。"));

    protected override bool IsFault(NotificationAttempt attempt) => attempt.End == AttemptResult.NotGood;

    protected override Note Sentence(Notification notification, NotificationAttempt attempt, string time) => new(
        $"Your shop answered 1 (NG) to the notification {notification.Status} at {time}; the gateway counts it as not received.",
        $"お店は{time}の結果通知（{notification.Status}）に「1」（NG）を返しました。ゲートウェイは未受信とみなします。");
}
