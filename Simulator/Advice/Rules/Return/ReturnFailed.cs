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
        new("RetURL answered 4xx or 5xx to the browser while the result's notification was answered with 0 (error). Or RetURL worked while "
                + "the notification did not, and no other rule tells that (warning). A 4xx to the return of a failed payment, or to one "
                + "that was taken before, does not count. Only the played consumer's return is seen.",
            "結果通知に「0」を返したのに RetURL が4xxまたは5xxを返した（エラー）、"
                + "または RetURL は動作したのに結果通知を受け取れず、ほかのルールの指摘もない（警告）。失敗した決済の戻りや、一度受け付けた戻りへの4xxは対象外。対象は、操作で再現した利用者の戻りだけ。"),
        new("A consumer who has paid sees an error page; or the shop learns only of the payments whose browser comes back.",
            "支払った利用者にエラー画面が表示されます。逆の場合、お店はブラウザが戻った決済しか知ることができません。"),
        new("If RetURL failed: let it accept a POST without session and CSRF token, and answer it with a page or a redirect (303) to the "
                + "order's page. If the notification failed: make the notification URL answer with status 200 and the body 0.",
            "RetURL が失敗した場合：セッションや CSRF トークンのない POST を受け付け、注文の画面またはそこへのリダイレクト（303）を返してください。"
                + "結果通知が失敗した場合：結果通知URLがステータス200と本文「0」を返すようにしてください。"));

    public override bool JudgesPlayed => true;

    public override IEnumerable<Finding> Judge(History history)
    {
        var returns = history.Observations.Where(one => one is { Kind: ObservedKind.ReturnPost, IsAltered: false }).ToList();
        if (returns.Count == 0) return [];
        var results = ResultNotifications.Of(history).ToList();
        var taken = returns.FindIndex(post => post.HttpStatus < 400);
        var failed = returns.Where((post, index) => IsFailed(post, isTaken: taken >= 0 && taken < index)).ToList();
        if (failed.Count > 0) return results.Find(IsReceived) is { } received ? [OfReturn(history, received, failed)] : [];
        return results.Exists(IsReceived) ? [] : OfNotification(history, results, returns);
    }

    // A shop may answer 4xx to the report of a failed payment, and to a return that it has seen before.
    static bool IsFailed(Observation post, bool isTaken) => post.HttpStatus switch
    {
        >= 500 => true,
        >= 400 => post.Request.GetValueOrDefault("ErrInfo", "").Length == 0 && !isTaken,
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
            [history.EvidenceOf(received, attempt), .. failed.TakeLast(MaxEvidence - 1).Select(history.EvidenceOf)]);
    }

    IEnumerable<Finding> OfNotification(History history, List<Notification> results, List<Observation> returns)
    {
        if (results.FindLast(one => JudgedAttempts.Of(one).Count > 0) is not { } notification) return [];
        var (attempt, post) = (JudgedAttempts.Of(notification)[^1], returns[^1]);
        var evidence = history.EvidenceOf(notification, attempt);
        if (IsTold(history, evidence)) return [];
        var sentence = NextAttempt.Append(NotTaken(notification, attempt, post), notification, history.Now);
        return [Found(attempt.At, sentence, [evidence, history.EvidenceOf(post)], Severity.Warning)];
    }

    // Most faults of a notification have a rule of their own, with a better fix.
    static bool IsTold(History history, Evidence attempt) =>
        NotificationsRules.All.Any(rule => rule.Judge(history).Any(finding => finding.Evidence.Contains(attempt)));

    static Note NotTaken(Notification notification, NotificationAttempt attempt, Observation post)
    {
        var cause = AttemptCause.Of(attempt);
        return new(
            $"Your shop answered {post.HttpStatus} to the browser's return, but did not take the notification {notification.Status}. "
                + cause.En,
            $"お店はブラウザの戻りには {post.HttpStatus} を返しましたが、結果通知（{notification.Status}）を受け取っていません。{cause.Ja}");
    }
}
