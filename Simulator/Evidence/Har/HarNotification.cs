using System.Text.Json.Nodes;
using KantanSim.Transactions;

namespace KantanSim.Evidence.Har;

/// <summary>The attempts to deliver a result notification as entries.</summary>
internal static class HarNotification
{
    public static IEnumerable<HarEntry> Of(Notification notification) =>
        from one in notification.Attempts.Index()
        where one.Item.End is not (AttemptResult.Omitted or AttemptResult.NoUrl)
        select Of(notification, one.Item, one.Index + 1);

    static HarEntry Of(Notification notification, NotificationAttempt attempt, int number) => new()
    {
        // Old databases did not store the real time.
        BeganAt = attempt.RealAt == default ? attempt.At : attempt.RealAt,
        At = attempt.At,
        Milliseconds = attempt.Milliseconds,
        Method = "POST",
        Url = attempt.Url,
        HttpVersion = HarEntry.Http11,
        Headers = [("Content-Type", RequestHead.Form)],
        Request = HarBodies.Sent(attempt.Altered ?? notification.Fields),
        Status = attempt.HttpStatus ?? 0,
        Response = attempt.HttpStatus is null ? HarBody.None : HarBodies.Reply(attempt.Reply),
        More =
        [
            ("_direction", "gateway to merchant"),
            ("_notification", notification.Id),
            ("_attempt", number),
            ("_result", attempt.OutcomeWithNotes),
            ("_altered", attempt.Altered is null ? null : (JsonNode)true),
        ],
    };
}
