using KantanSim.Advice.Rules.Notifications;
using KantanSim.Fidelity;
using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Return;

/// <summary>
/// 37: RetURL fails although the notification is received, or the other way round. Only returns that KantanSim posts itself are seen.
/// </summary>
internal sealed class ReturnFailed : Rule
{
    public override int Number => 37;

    public override string Id => "return-failed";

    public override Severity Severity => Severity.Error;

    // That the browser posts to RetURL is known of sibling methods.
    public override Confidence Confidence => Confidence.Analogy;

    public override RuleText Text => new(
        new("Return and notification differ", "戻りと結果通知の一方だけが失敗した"),
        new("RetURL answered 4xx or 5xx to the browser while the result's notification was answered with 0 (error), or RetURL worked while "
                + "the notification did not (warning). Only the played consumer's return is seen.",
            "結果通知に「0」を返したのに RetURL が4xxまたは5xxを返した（エラー）、または RetURL は動作したのに結果通知を受け取れなかった（警告）。"
                + "対象は、操作で再現した利用者の戻りだけ。"),
        new("A consumer who has paid sees an error page; or the shop learns only of the payments whose browser comes back.",
            "支払った利用者にエラー画面が表示されます。逆の場合、お店はブラウザが戻った決済しか知ることができません。"),
        new("Let RetURL accept a POST without session and CSRF token, and answer it with a page or a redirect (303) to the order's page.",
            "RetURL はセッションや CSRF トークンのない POST を受け付け、注文の画面またはそこへのリダイレクト（303）を返してください。"));

    public override IEnumerable<Finding> Judge(History history)
    {
        var returns = history.Observations.Where(one => one is { Kind: ObservedKind.ReturnPost, IsAltered: false }).ToList();
        if (returns.Count == 0) return [];
        var results = ResultNotifications.Of(history).ToList();
        var failed = returns.Where((post, index) => IsFailed(post, returns.Take(index))).ToList();
        if (failed.Count > 0) return results.Find(IsReceived) is { } received ? [OfReturn(history, received, failed)] : [];
        return results.Exists(IsReceived) ? [] : OfNotification(history, results, returns);
    }

    // A shop may answer 4xx to the report of a failed payment, and to a return that it has seen before.
    static bool IsFailed(Observation post, IEnumerable<Observation> before) => post.HttpStatus switch
    {
        >= 500 => true,
        >= 400 => post.Request.GetValueOrDefault("ErrInfo", "").Length == 0 && !before.Any(other => other.HttpStatus < 400),
        _ => false,
    };

    static bool IsReceived(Notification notification) => JudgedAttempts.Of(notification).Exists(one => one.End == AttemptResult.Received);

    Finding OfReturn(History history, Notification received, List<Observation> failed)
    {
        var post = failed[^1];
        var time = JstTime.Of(post.At, history.Now);
        var attempt = JudgedAttempts.Of(received).Find(one => one.End == AttemptResult.Received)!;
        return Found(post.At, new(
            $"Your shop answered {post.HttpStatus} to the browser's return to {post.Api} at {time}, although it answered 0 to the "
                + $"notification {received.Status}.",
            $"お店は結果通知（{received.Status}）に「0」を返しましたが、{time}のブラウザの戻り（{post.Api}）には {post.HttpStatus} を返しました。"),
            [history.EvidenceOf(received, attempt), .. failed.Select(history.EvidenceOf)]);
    }

    IEnumerable<Finding> OfNotification(History history, List<Notification> results, List<Observation> returns)
    {
        if (results.FindLast(one => JudgedAttempts.Of(one).Count > 0) is not { } notification) return [];
        var attempt = JudgedAttempts.Of(notification)[^1];
        var cause = AttemptCause.Of(attempt);
        var post = returns[^1];
        return
        [
            Found(attempt.At, NextAttempt.Append(new(
                $"Your shop answered {post.HttpStatus} to the browser's return, but did not take the notification {notification.Status}. "
                    + cause.En,
                $"お店はブラウザの戻りには {post.HttpStatus} を返しましたが、結果通知（{notification.Status}）を受け取っていません。{cause.Ja}"), notification, history.Now),
                [history.EvidenceOf(notification, attempt), history.EvidenceOf(post)], Severity.Warning),
        ];
    }
}
