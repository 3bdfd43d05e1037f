using KantanSim.Notifications;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>
/// Says in a few sentences why a notification is not delivered: the cause with the URL, the number of tries, and what is next.
/// </summary>
internal static class UndeliveredSentence
{
    public static (string En, string Ja) Of(Notification notification, DateTimeOffset now)
    {
        var status = notification.Status;
        var next = AttemptExplanation.Next(notification, now);
        var cause = Cause(notification);
        return (
            $"The shop has not received the {status} notification: {cause.En} {next.En}",
            $"お店は {status} の結果通知を受信していません：{cause.Ja}{next.Ja}");
    }

    static (string En, string Ja) Cause(Notification notification)
    {
        if (notification.Attempts is not [.., var last]) return ("it has not been sent yet.", "まだ送信していません。");
        if (last.End == AttemptResult.Omitted)
            return ("the scenario omits it, which is no fault of the shop.", "シナリオの指定により送信していません（お店の不備ではありません）。");
        if (last.End == AttemptResult.NoUrl) return ("it has no notification URL.", "ショップに結果通知URLがありません。");
        var (en, ja) = Outcome(last);
        var count = notification.Attempts.Length;
        // The first note is the cause. The list of attempts has all of them.
        var why = AttemptExplanation.NotesOf(last) is [var note, ..] ? note : new("");
        return (
            $"{last.Url} {en} ({count} {(count == 1 ? "try" : "tries")}). {why.En}".TrimEnd(),
            $"{last.Url} {ja}（送信{count}回）。{(why.Ja.Length == 0 ? why.En : why.Ja)}");
    }

    static (string En, string Ja) Outcome(NotificationAttempt attempt) => attempt.End switch
    {
        AttemptResult.NotReached => ("was not reached", "に接続できません"),
        AttemptResult.NoAnswer => NoAnswer($"{RetryPlan.ResponseTimeout.TotalSeconds:0}"),
        AttemptResult.NotGood => ("answered 1 (NG)", "は「1」（NG）を返しました"),
        AttemptResult.WrongBody => ("answered 200, but not with 0", "は 200 を返しましたが、本文が「0」ではありません"),
        _ => ($"answered HTTP {attempt.HttpStatus}", $"は HTTP {attempt.HttpStatus} を返しました"),
    };

    static (string En, string Ja) NoAnswer(string seconds) =>
        ($"did not answer within {seconds} seconds", $"から {seconds} 秒以内に応答がありません");
}
