using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Notifications;

/// <summary>3: the shop answers 200, but with another body than 0 or 1.</summary>
internal sealed class NotificationAnswerBody : AnswerRule
{
    public override int Number => 3;

    public override string Id => "notification-answer-body";

    public override Severity Severity => Severity.Error;

    public override RuleText Text => new(
        new("Notification answered with another body", "結果通知への応答の本文が「0」ではない"),
        new("A result notification with true fields was answered with status 200, but with HTML, JSON or another text instead of 0 or 1.",
            "内容に誤りのない結果通知に対して、お店がステータス200で「0」「1」以外の本文（HTML、JSON、その他の文字）を返した。"),
        new("The gateway reads the body, not only the status: such an answer counts as not received, and the notification is sent again.",
            "ゲートウェイはステータスだけでなく本文も見ます。このような応答は未受信とみなされ、再送されます。"),
        new("Answer with the single character 0, without a layout, quotes or JSON.",
            "レイアウト、引用符、JSON を付けず、「0」の1文字だけを返してください。"));

    protected override bool IsFault(NotificationAttempt attempt) =>
        attempt.End == AttemptResult.WrongBody && !NotificationAnswerPadded.Is(attempt);

    protected override Note Sentence(Notification notification, NotificationAttempt attempt, string time)
    {
        var reply = ReplyKind.Of(attempt.Reply);
        return new(
            $"Your shop answered the notification {notification.Status} at {time} with 200 and {reply.En}; the gateway expects the body 0.",
            $"お店は{time}の結果通知（{notification.Status}）に対して、{reply.Ja}を 200 で返しました。ゲートウェイが期待する本文は「0」です。");
    }
}
