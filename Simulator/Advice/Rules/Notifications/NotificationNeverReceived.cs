using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Notifications;

/// <summary>1: the shop has not answered 0 to a notification in any of its tries.</summary>
internal sealed class NotificationNeverReceived : Rule
{
    public override int Number => 1;

    public override string Id => "notification-never-received";

    public override Severity Severity => Severity.Error;

    public override RuleText Text => new(
        new("Notification never received", "結果通知を一度も受信していない"),
        new("All tries to deliver a result notification are used up, and the shop has answered none of them with 0. Tries that a scenario "
                + "left out or falsified do not count; the others are a warning then.",
            "結果通知の再送がすべて終わったのに、お店が一度も「0」を返していない。シナリオが省略した送信や、内容を変えた送信は数えず、残りは警告とする。"),
        new("The gateway gives up then. Without a search the shop never learns the result.",
            "ゲートウェイはこれ以上送信しません。照会しない限り、お店は結果を知ることができません。"),
        new("Make the notification URL answer with status 200 and the body 0, and ask SearchTradeMulti about orders that stay open.",
            "結果通知URLがステータス200と本文「0」を返すようにし、未確定の注文は SearchTradeMulti で照会してください。"));

    // A payment has one finding for each cause: the shop answers all notifications by the same code.
    public override IEnumerable<Finding> Judge(History history) =>
        from notification in history.Notifications
        where notification.State == NotificationState.Failed
        let lost = new Lost(notification, JudgedAttempts.Of(notification))
        where lost.Attempts.Count > 0
        group lost by (AttemptCause.Of(lost.Attempts[^1]).En, Severity: SeverityOf(lost)) into ofCause
        select FoundAll(history, [.. ofCause], ofCause.Key.Severity);

    // What the scenario took away may have been received. What the gateway makes of a byte order mark is supposed.
    static Severity SeverityOf(Lost lost)
    {
        if (lost.Attempts.TrueForAll(NotificationAnswerPadded.Is)) return Severity.Review;
        return lost.Attempts.Count < lost.Notification.Attempts.Length ? Severity.Warning : Severity.Error;
    }

    Finding FoundAll(History history, List<Lost> all, Severity severity)
    {
        var attempts = all
            .SelectMany(lost => lost.Attempts.Select(attempt => (lost.Notification, Attempt: attempt)))
            .OrderBy(one => one.Attempt.At)
            .ToList();
        var last = attempts[^1].Attempt;
        var sentence = Sentence(all, attempts.Count, AttemptCause.Of(last), JstTime.Of(last.At, history.Now));
        return Found(last.At, sentence, attempts.Select(one => history.EvidenceOf(one.Notification, one.Attempt)), severity);
    }

    static Note Sentence(List<Lost> all, int count, Note cause, string time)
    {
        var statuses = all.ConvertAll(lost => lost.Notification.Status.Code);
        var names = statuses.Count == 1
            ? $"notification {statuses[0]}"
            : $"notifications {string.Join(", ", statuses.SkipLast(1))} and {statuses[^1]}";
        var tries = count == 1 ? "1 try" : $"{count} tries";
        return new(
            $"{cause.En} That was the last of {tries} to deliver the {names}, at {time}; none was answered with 0.",
            $"{cause.Ja}結果通知（{string.Join('、', statuses)}）は{time}まで合わせて{count}回送信されましたが、一度も「0」が返されませんでした。");
    }

    /// <summary>A notification that was never received.</summary>
    /// <param name="Attempts">Those that the shop answers for, oldest first.</param>
    sealed record Lost(Notification Notification, List<NotificationAttempt> Attempts);
}
