using KantanSim.Protocol;
using KantanSim.Traffic;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>A result notification with every attempt, what the merchant answered, and how the gateway reads it.</summary>
internal static class NotificationModel
{
    public static Dictionary<string, object?> Of(Notification notification, DateTimeOffset now)
    {
        var next = AttemptExplanation.Next(notification, now);
        return new()
        {
            ["id"] = notification.Id,
            ["index"] = notification.Index,
            ["status"] = notification.Status.Code,
            ["state"] = notification.State.ToString().ToLowerInvariant(),
            ["next"] = notification is { NextAttemptAt: { } at } && at > now ? DisplayText.Time(at) : "",
            ["next_en"] = next.En,
            ["next_ja"] = next.Ja,
            ["fields"] = DisplayText.Fields(notification.Fields),
            ["raw"] = BodyFormatter.Escape(BodyFormatter.Form(Redaction.MaskFields(notification.Fields))),
            ["curl"] = notification.Attempts is [.., { Url.Length: > 0 } last] ? CurlCommand.Command(last.Url, last.Altered ?? notification.Fields, masked: false) : "",
            ["attempts"] = notification.Attempts.Select(Attempt),
        };
    }

    static Dictionary<string, object?> Attempt(NotificationAttempt attempt)
    {
        var reading = AttemptExplanation.Of(attempt);
        return new()
        {
            ["at"] = DisplayText.Time(attempt.At),
            ["ms"] = DisplayText.Milliseconds(attempt.Milliseconds),
            ["url"] = attempt.Url,
            ["taken"] = attempt.End == AttemptResult.Received,
            ["http"] = attempt.HttpStatus is { } status ? $"{status}" : "",
            ["reply"] = attempt.Reply ?? "",
            ["reading_en"] = reading.En,
            ["reading_ja"] = reading.Ja,
            ["notes"] = AttemptExplanation.Notes(attempt),
            ["altered"] = DisplayText.Fields(attempt.Altered),
        };
    }
}
