using System.Collections.Immutable;
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
            ["sent"] = notification.Attempts is [.., { End: not (AttemptResult.Omitted or AttemptResult.NoUrl) }],
            ["fields"] = DisplayText.Fields(Sent(notification)),
            ["raw"] = BodyFormatter.Escape(BodyFormatter.Form(Redaction.MaskFields(Sent(notification)))),
            ["curl"] = Curl(notification),
            ["attempts"] = notification.Attempts.Select(attempt => Attempt(notification, attempt)),
        };
    }

    // What the last attempt has sent. Before the first one: what it will send, unless a scenario changes it.
    static ImmutableArray<KeyValuePair<string, string>> Sent(Notification notification) =>
        notification.Attempts is [.., { Altered: { } altered }] ? altered : notification.Fields;

    // Repeats the last attempt; empty when nothing was sent.
    static string Curl(Notification notification)
    {
        if (notification.Attempts is not [.., { Url.Length: > 0 } last]) return "";
        return CurlCommand.Command(last.Url, Sent(notification), masked: false);
    }

    static Dictionary<string, object?> Attempt(Notification notification, NotificationAttempt attempt)
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
            ["altered"] = DisplayText.Changes(Changes(notification, attempt)),
        };
    }

    static IEnumerable<AlteredField> Changes(Notification notification, NotificationAttempt attempt) => attempt.Altered is { } sent
        ? AlteredField.Between(Redaction.MaskFields(notification.Fields), Redaction.MaskFields(sent))
        : [];
}
