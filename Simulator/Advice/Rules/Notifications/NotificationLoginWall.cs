using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Notifications;

/// <summary>5: a login, a firewall or a CSRF check keeps the gateway out.</summary>
internal sealed class NotificationLoginWall : AnswerRule
{
    public override int Number => 5;

    public override string Id => "notification-login-wall";

    public override Severity Severity => Severity.Warning;

    public override RuleText Text => new(
        new("Notification kept out", "結果通知が認証や検査で拒否された"),
        new("A result notification with true fields was answered with 401, 403 or 419.",
            "内容に誤りのない結果通知に対して、お店が401、403、419のいずれかを返した。"),
        new("The gateway has no session and no CSRF token, and cannot sign in: it cannot pass such a check.",
            "ゲートウェイはセッションも CSRF トークンも持たず、ログインもできないため、この検査を通れません。"),
        new("Exempt the notification URL from sign-in and from CSRF checks, and verify the notification by SearchTradeMulti instead.",
            "結果通知URLをログインと CSRF 検査の対象から外し、通知の真偽は SearchTradeMulti で確かめてください。"));

    protected override bool IsFault(NotificationAttempt attempt) => attempt.HttpStatus is 401 or 403 or 419;

    protected override Note Sentence(Notification notification, NotificationAttempt attempt, string time) => attempt.HttpStatus switch
    {
        401 => SignIn(notification, AttemptCause.Of(attempt), time),
        403 => new(
            $"Your shop answered 403 to the notification {notification.Status} at {time}: a login, a firewall or a CSRF check keeps the "
                + "gateway out.",
            $"お店は{time}の結果通知（{notification.Status}）に 403 を返しました。ログイン、ファイアウォール、CSRF 検査のいずれかがゲートウェイを拒否しています。"),
        _ => new(
            $"Your shop answered 419 to the notification {notification.Status} at {time}: its CSRF check wants a token, which the gateway "
                + "does not have.",
            $"お店は{time}の結果通知（{notification.Status}）に 419 を返しました。CSRF 検査のトークンを、ゲートウェイは持っていません。"),
    };

    static Note SignIn(Notification notification, Note cause, string time) => new(
        $"Your shop answered 401 to the notification {notification.Status} at {time}. {cause.En}",
        $"お店は{time}の結果通知（{notification.Status}）に 401 を返しました。{cause.Ja}");
}
