using System.Globalization;
using KantanSim.Notifications;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>How the gateway reads what a merchant answered to a notification, told to the merchant's developer.</summary>
internal static class AttemptExplanation
{
    public static (string En, string Ja) Of(NotificationAttempt attempt)
    {
        var reply = Reply(attempt.Reply);
        return attempt.End switch
        {
            AttemptResult.Received => ("You answered 0: received.", "「0」が返されました。受信済みとして扱います。"),
            AttemptResult.NotGood => ("You answered 1 (NG): the gateway counts that as not received.", "「1」（NG）が返されました。未受信として扱います。"),
            AttemptResult.WrongBody => ($"You answered 200 with {reply.En}: the gateway counts that as not received, it wants the body 0.", $"HTTP 200 で{reply.Ja}が返されました。本文が「0」ではないため、未受信として扱います。"),
            AttemptResult.WrongStatus => ($"You answered HTTP {attempt.HttpStatus}: the gateway counts that as not received, it wants 200 and the body 0.", $"HTTP {attempt.HttpStatus} が返されました。200 と本文「0」ではないため、未受信として扱います。"),
            AttemptResult.NoAnswer => ($"You did not answer within {RetryPlan.ResponseTimeout.TotalSeconds:0} seconds: the gateway counts that as not received.", $"{RetryPlan.ResponseTimeout.TotalSeconds:0} 秒以内に応答がありませんでした。未受信として扱います。"),
            AttemptResult.NotReached => ("Your server was not reached: the gateway counts that as not received.", "お店のサーバーに届きませんでした。未受信として扱います。"),
            AttemptResult.NoUrl => ("Nothing was sent: the shop has no notification URL.", "送信していません。ショップに通知先URLがありません。"),
            AttemptResult.Omitted => ("Nothing was sent: the scenario omits it, as if it had been lost on its way.", "送信していません。シナリオの指定により、途中で失われたものとして扱います。"),
            _ => (attempt.Outcome, attempt.Outcome),
        };
    }

    /// <summary>Why it was not received. A database of before notes were kept has the network's own reason, in one language.</summary>
    public static IEnumerable<Dictionary<string, object?>> Notes(NotificationAttempt attempt) =>
        (attempt.Notes ?? (attempt.End == AttemptResult.NotReached ? [new(attempt.Outcome)] : []))
        .Select(note => new Dictionary<string, object?> { ["en"] = note.En, ["ja"] = note.Ja.Length == 0 ? note.En : note.Ja });

    /// <summary>What follows a notification's last try.</summary>
    public static (string En, string Ja) Next(Notification notification, DateTimeOffset now) => notification switch
    {
        { State: NotificationState.Pending, NextAttemptAt: { } at } when at > now => ($"Next try in {FormatDuration(at - now).En}.", $"次の送信は{FormatDuration(at - now).Ja}後です。"),
        { State: NotificationState.Pending } => ("It is being sent.", "送信中です。"),
        { State: NotificationState.Failed } => ("It is not tried again.", "これ以上は再送しません。"),
        { NextAttemptAt: { } again } when again > now => ($"The scenario sends it once more in {FormatDuration(again - now).En}.", $"シナリオの指定により、{FormatDuration(again - now).Ja}後にもう一度送信します。"),
        _ => ("", ""),
    };

    /// <summary>A span of simulated time in its largest fitting unit.</summary>
    public static (string En, string Ja) FormatDuration(TimeSpan span)
    {
        var (count, en, ja) = span switch
        {
            { TotalDays: >= 2 } => (span.TotalDays, "days", "日"),
            { TotalMinutes: >= 100 } => (span.TotalHours, "hours", "時間"),
            { TotalSeconds: >= 100 } => (span.TotalMinutes, "minutes", "分"),
            _ => (span.TotalSeconds, "seconds", "秒"),
        };
        var number = Math.Max(1, Math.Round(count)).ToString(CultureInfo.InvariantCulture);
        return ($"{number} {(number == "1" ? en[..^1] : en)}", $"{number}{ja}");
    }

    static (string En, string Ja) Reply(string? reply) => reply?.Trim() switch
    {
        null or "" => ("an empty body", "空の本文"),
        ['<', ..] => ("a page of HTML", "HTML のページ"),
        ['{' or '[', ..] => ("JSON", "JSON"),
        ['0', ..] => ("a body that only begins with 0", "「0」で始まる別の本文"),
        { } text => ($"the body “{Short(text)}”", $"本文「{Short(text)}」"),
    };

    static string Short(string text) => text.Length > 40 ? $"{text[..40]}…" : text;
}
