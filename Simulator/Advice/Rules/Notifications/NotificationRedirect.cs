using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Notifications;

/// <summary>4: the notification URL answers with a redirect.</summary>
internal sealed class NotificationRedirect : AnswerRule
{
    public override int Number => 4;

    public override string Id => "notification-redirect";

    public override Severity Severity => Severity.Error;

    public override RuleText Text => new(
        new("Notification redirected", "結果通知がリダイレクトされた"),
        new("A result notification with true fields was answered with 301, 302, 303, 307 or 308.",
            "内容に誤りのない結果通知に対して、お店が301、302、303、307、308のいずれかを返した。"),
        new("The gateway does not follow redirects, so the shop never learns the result this way.",
            "ゲートウェイはリダイレクトに従わないため、お店は結果を受け取れません。"),
        new("Answer the notification URL itself with status 200 and the body 0, and exempt it from sign-in and from redirects to https or "
                + "to a language.",
            "結果通知URLそのものがステータス200と本文「0」を返すようにし、ログインやhttps・言語への転送の対象から外してください。"));

    protected override bool IsFault(NotificationAttempt attempt) => attempt.HttpStatus is 301 or 302 or 303 or 307 or 308;

    // The cause says where to.
    protected override Note Sentence(Notification notification, NotificationAttempt attempt, string time)
    {
        var cause = AttemptCause.Of(attempt);
        return new(
            $"The notification {notification.Status} of {time} was redirected. {cause.En}",
            $"{time}の結果通知（{notification.Status}）がリダイレクトされました。{cause.Ja}");
    }
}
