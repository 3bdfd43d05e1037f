using KantanSim.Operations;
using KantanSim.Protocol;
using KantanSim.Traffic;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>The template model of a result notification with every attempt to deliver it.</summary>
internal static class NotificationModel
{
    public static Dictionary<string, object?> Of(Notification notification, DateTimeOffset now)
    {
        var next = AttemptExplanation.Next(notification, now);
        var (en, ja) = notification.Attempts is [.., var last] ? AttemptExplanation.Of(last) : ("Not sent yet.", "まだ送信していません。");
        return new()
        {
            ["id"] = notification.Id,
            ["index"] = notification.Index,
            ["status"] = notification.Status.Code,
            ["state"] = notification.State.ToString().ToLowerInvariant(),
            ["next"] = notification.NextAttemptAt is { } at && at > now ? DisplayText.ZonedTime(at) : "",
            ["said_en"] = en,
            ["said_ja"] = ja,
            ["next_en"] = next.En,
            ["next_ja"] = next.Ja,
            ["fields"] = DisplayText.Fields(notification.Fields),
            ["raw"] = BodyFormatter.Escape(BodyFormatter.Form(Redaction.MaskFields(notification.Fields))),
            ["curl"] = Curl(notification),
            ["attempts"] = notification.Attempts.Select(Attempt),
        };
    }

    // Repeats the last attempt; empty when nothing was sent.
    static string Curl(Notification notification)
    {
        if (notification.Attempts is not [.., { Url.Length: > 0 } last]) return "";
        return CurlCommand.Command(last.Url, last.Altered ?? notification.Fields, masked: false);
    }

    static Dictionary<string, object?> Attempt(NotificationAttempt attempt)
    {
        var explanation = AttemptExplanation.Of(attempt);
        return new()
        {
            ["at"] = DisplayText.ZonedTime(attempt.At),
            ["ms"] = DisplayText.Milliseconds(attempt.Milliseconds),
            ["url"] = attempt.Url,
            ["received"] = attempt.End == AttemptResult.Received,
            ["omitted"] = attempt.End == AttemptResult.Omitted,
            ["http"] = attempt.HttpStatus is { } status ? $"{status}" : "",
            ["reply"] = attempt.Reply ?? "",
            ["reading_en"] = explanation.En,
            ["reading_ja"] = explanation.Ja,
            ["notes"] = AttemptExplanation.Notes(attempt),
            ["altered"] = DisplayText.Fields(attempt.Altered),
        };
    }
}
