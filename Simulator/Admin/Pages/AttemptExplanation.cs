using System.Globalization;
using KantanSim.Notifications;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>Explains to the merchant's developer how the gateway reads the answer to a notification, and what happens next.</summary>
internal static class AttemptExplanation
{
    public static (string En, string Ja) Of(NotificationAttempt attempt) => attempt.End switch
    {
        AttemptResult.Received => ("You answered 0: received.", "「0」が返されました。受信済みとして扱います。"),
        AttemptResult.NotGood => ("You answered 1 (NG): the gateway counts that as not received.", "「1」（NG）が返されました。未受信として扱います。"),
        AttemptResult.WrongBody => WrongBody(ReplyKind.Of(attempt.Reply)),
        AttemptResult.WrongStatus => WrongStatus(attempt.HttpStatus),
        AttemptResult.NoAnswer => NoAnswer($"{RetryPlan.ResponseTimeout.TotalSeconds:0}"),
        AttemptResult.NotReached => (
            "Your server was not reached: the gateway counts that as not received.",
            "お店のサーバーに届きませんでした。未受信として扱います。"),
        AttemptResult.NoUrl => (
            "Nothing was sent: the shop has no notification URL.",
            "送信していません。ショップに通知先URLがありません。"),
        AttemptResult.Omitted => (
            "Nothing was sent: the scenario omits the notification, as if the network had lost it. This is no fault of the shop.",
            "送信していません。シナリオの指定により、途中で失われたものとして扱います。お店の不備ではありません。"),
        _ => (attempt.Outcome, attempt.Outcome),
    };

    static (string En, string Ja) WrongBody(Note reply) => (
        $"You answered 200 with {reply.En}: the gateway counts that as not received. It expects the body 0.",
        $"HTTP 200 で{reply.Ja}が返されました。本文が「0」ではないため、未受信として扱います。");

    static (string En, string Ja) WrongStatus(int? status) => (
        $"You answered HTTP {status}: the gateway counts that as not received. It expects HTTP 200 and the body 0.",
        $"HTTP {status} が返されました。200 と本文「0」ではないため、未受信として扱います。");

    static (string En, string Ja) NoAnswer(string seconds) => (
        $"You did not answer within {seconds} seconds: the gateway counts that as not received.",
        $"{seconds} 秒以内に応答がありませんでした。未受信として扱います。");

    /// <summary>
    /// The reasons why it was not received. Attempts stored by versions before notes existed have the network's error message only, which
    /// is in English.
    /// </summary>
    public static IReadOnlyList<Note> NotesOf(NotificationAttempt attempt) =>
        attempt.Notes ?? (attempt.End == AttemptResult.NotReached ? [new(attempt.Outcome)] : []);

    /// <summary>The template model of the reasons.</summary>
    public static IEnumerable<Dictionary<string, object?>> Notes(NotificationAttempt attempt) => NotesOf(attempt).Select(
        note => new Dictionary<string, object?> { ["en"] = note.En, ["ja"] = note.Ja.Length == 0 ? note.En : note.Ja });

    /// <summary>What happens after the last attempt; empty when nothing does.</summary>
    public static (string En, string Ja) Next(Notification notification, DateTimeOffset now)
    {
        var isWaiting = notification.NextAttemptAt > now;
        var (en, ja) = isWaiting ? FormatDuration(notification.NextAttemptAt!.Value - now) : ("", "");
        return notification.State switch
        {
            NotificationState.Pending when isWaiting => ($"Next try in {en}.", $"次の送信は{ja}後です。"),
            NotificationState.Pending => ("It is being sent.", "送信中です。"),
            NotificationState.Failed => ("It is not tried again.", "これ以上は再送しません。"),
            _ when isWaiting => ($"The scenario sends it once more in {en}.", $"シナリオの指定により、{ja}後にもう一度送信します。"),
            _ => ("", ""),
        };
    }

    /// <summary>A duration of simulated time, rounded, in the largest unit of which there are about two or more.</summary>
    public static (string En, string Ja) FormatDuration(TimeSpan duration)
    {
        var (count, en, ja) = duration switch
        {
            { TotalDays: >= 2 } => (duration.TotalDays, "days", "日"),
            { TotalMinutes: >= 100 } => (duration.TotalHours, "hours", "時間"),
            { TotalSeconds: >= 100 } => (duration.TotalMinutes, "minutes", "分"),
            _ => (duration.TotalSeconds, "seconds", "秒"),
        };
        var number = Math.Max(1, Math.Round(count)).ToString(CultureInfo.InvariantCulture);
        return ($"{number} {(number == "1" ? en[..^1] : en)}", $"{number}{ja}");
    }
}
