using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Truth;

/// <summary>Collects what a shop was told of a payment's status before a call of the shop.</summary>
internal static class Reports
{
    /// <summary>A shop may answer a notification before it has read it. After this time, simulated and real, it has.</summary>
    public static readonly TimeSpan TimeToRead = TimeSpan.FromSeconds(10);

    /// <summary>Notifications, returns and answers, in this order.</summary>
    public static List<Report> Before(History history, Observation call) =>
        [.. OfNotifications(history, call), .. OfReturns(history, call), .. OfAnswers(history, call)];

    /// <summary>Whether a notification of the result is being sent at the moment: what it tells is not known yet.</summary>
    public static bool IsOneUnderWay(History history) => history.Notifications.Any(notification =>
        notification is { Status.Code: "AUTH" or "CAPTURE" or "PAYFAIL" or "EXPIRED", State: NotificationState.Pending, Attempts: [] }
        && !(notification.NextAttemptAt > history.Now));

    // An attempt is saved when the shop has answered it. A shop may sell before it answers.
    static IEnumerable<Report> OfNotifications(History history, Observation call) =>
        from one in history.Attempts
        where one.Attempt.End is not (AttemptResult.Omitted or AttemptResult.NoUrl) && one.Attempt.RealAt <= call.RealAt
        let sent = one.Attempt.Altered ?? one.Notification.Fields
        select new Report(Value(sent, "Status"), one.Attempt.At, new("the notification", "結果通知"),
            () => history.EvidenceOf(one.Notification, one.Attempt))
        {
            Forged = Forgery.In(sent, one.Notification.Fields),
            IsRead = IsRead(one.Attempt, call),
        };

    static bool IsRead(NotificationAttempt attempt, Observation call) =>
        attempt.End == AttemptResult.Received
        && attempt.At + TimeToRead <= call.At
        && attempt.RealAt.AddMilliseconds(attempt.Milliseconds) + TimeToRead <= call.BeganAt;

    // The entry is saved before anything is posted.
    static IEnumerable<Report> OfReturns(History history, Observation call)
    {
        var last = history.EvidenceOf(call).Entry ?? history.Timeline.Count;
        return from one in history.Timeline.Index().Take(last)
               where one.Item.What == TimelineEntry.ReturnToShop
               let fields = one.Item.Request!
               let status = fields.GetValueOrDefault("Status", "")
               select new Report(status, one.Item.At, new("the browser's return", "ブラウザの戻り"), () => new(one.Index))
               {
                   Forged = Forgery.In(fields, history.Payment!),
               };
    }

    static IEnumerable<Report> OfAnswers(History history, Observation call) =>
        from one in history.Calls
        where one.Number < call.Number && one.RealAt <= call.BeganAt && !one.IsAnswerLost && Looks.StatusOf(one).Length > 0
        select new Report(Looks.StatusOf(one), one.At, new(one.Api, one.Api), () => history.EvidenceOf(one)) { IsRead = true };

    static string Value(IEnumerable<KeyValuePair<string, string>> fields, string name) =>
        fields.FirstOrDefault(field => field.Key == name).Value ?? "";
}
