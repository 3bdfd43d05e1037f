using System.Globalization;
using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Notifications;

/// <summary>6: the shop takes more than 5 s to answer a notification, or longer than the gateway waits. All spans are real time.</summary>
internal sealed class NotificationSlow : NotificationRule
{
    const int SlowMilliseconds = 5_000;
    const int MaxMilliseconds = 15_000;

    public override int Number => 6;

    public override string Id => "notification-slow";

    public override Severity Severity => Severity.Warning;

    public override RuleText Text => new(
        new("Notification answered slowly", "結果通知への応答が遅い"),
        new("The shop took more than 5 s of real time to answer a result notification (warning), or did not answer within 15 s (error).",
            "お店が結果通知に応答するまで、実時間で5秒を超えた（警告）、または15秒以内に応答しなかった（エラー）。"),
        new("The gateway waits 15 s. An answer that comes later is lost, and the notification is sent again an hour later.",
            "ゲートウェイが待つのは15秒です。それより遅い応答は失われ、1時間後に再送されます。"),
        new("Record the notification and answer 0 at once. Search, mail and deliver afterwards, in a job.",
            "結果通知を記録したらすぐに「0」を返し、照会・メール・引き渡しは後の処理で行ってください。"));

    public override IEnumerable<Finding> Judge(History history)
    {
        var slow = history.Attempts.Where(one => JudgedAttempts.IsSent(one.Attempt) && IsSlow(one.Attempt)).ToList();
        if (slow.Count == 0) return [];
        var (notification, attempt) = slow.MaxBy(one => (IsTooLate(one.Attempt), one.Attempt.Milliseconds));
        var sentence = Sentence(notification, attempt, JstTime.Of(attempt.At, history.Now));
        return
        [
            Found(attempt.At, NextAttempt.Append(sentence, notification, history.Now),
                slow.OrderBy(one => one.Attempt.At).TakeLast(MaxEvidence).Select(one => history.EvidenceOf(one.Notification, one.Attempt)),
                IsTooLate(attempt) ? Severity.Error : Severity.Warning),
        ];
    }

    static bool IsSlow(NotificationAttempt attempt) => attempt.Milliseconds > SlowMilliseconds;

    static bool IsTooLate(NotificationAttempt attempt) =>
        attempt.Milliseconds > MaxMilliseconds
        || (attempt is { End: AttemptResult.NoAnswer, Milliseconds: >= JudgedAttempts.MinWaitMilliseconds });

    static Note Sentence(Notification notification, NotificationAttempt attempt, string time)
    {
        if (IsTooLate(attempt) && attempt.End == AttemptResult.NoAnswer)
        {
            var cause = AttemptCause.Of(attempt);
            return new($"The gateway waited 15 s for an answer to the notification {notification.Status} at {time}. {cause.En}",
                $"ゲートウェイは{time}の結果通知（{notification.Status}）の応答を15秒待ちました。{cause.Ja}");
        }
        var seconds = (attempt.Milliseconds / 1_000).ToString("0.0", CultureInfo.InvariantCulture);
        return new($"Your shop took {seconds} s to answer the notification {notification.Status} at {time}; the gateway waits 15 s only.",
            $"お店は{time}の結果通知（{notification.Status}）への応答に{seconds}秒かかりました。ゲートウェイが待つのは15秒だけです。");
    }
}
