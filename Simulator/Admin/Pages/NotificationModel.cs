using KantanSim.Protocol;
using KantanSim.Traffic;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>A result notification with every attempt, what the merchant answered, and how the gateway reads it.</summary>
internal static class NotificationModel
{
    public static Dictionary<string, object?> Of(Notification notification, DateTimeOffset now)
    {
        var next = AttemptReading.Next(notification, now);
        return new()
        {
            ["id"] = notification.Id,
            ["index"] = notification.Index,
            ["status"] = notification.Status.Code,
            ["state"] = notification.State.ToString().ToLowerInvariant(),
            ["next"] = notification is { NextAttemptAt: { } at } && at > now ? Text.Time(at) : "",
            ["next_en"] = next.En,
            ["next_ja"] = next.Ja,
            ["fields"] = Text.Fields(notification.Fields),
            ["raw"] = RawBody.Of(RawBody.Form(Secrets.Masked(notification.Fields))),
            ["curl"] = notification.Attempts is [.., { Url.Length: > 0 } last] ? Curl.Command(last.Url, last.Altered ?? notification.Fields, masked: false) : "",
            ["attempts"] = notification.Attempts.Select(Attempt),
        };
    }

    static Dictionary<string, object?> Attempt(NotificationAttempt attempt)
    {
        var reading = AttemptReading.Of(attempt);
        return new()
        {
            ["at"] = Text.Time(attempt.At),
            ["ms"] = Text.Milliseconds(attempt.Milliseconds),
            ["url"] = attempt.Url,
            ["taken"] = attempt.End == AttemptEnd.Received,
            ["http"] = attempt.HttpStatus is { } status ? $"{status}" : "",
            ["reply"] = attempt.Reply ?? "",
            ["reading_en"] = reading.En,
            ["reading_ja"] = reading.Ja,
            ["notes"] = AttemptReading.Notes(attempt),
            ["altered"] = Text.Fields(attempt.Altered),
        };
    }
}
