using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Notifications;

/// <summary>1: the shop has not answered 0 to a notification in any of its tries.</summary>
internal sealed class NotificationNeverReceived : NotificationRule
{
    public override int Number => 1;

    public override string Id => "notification-never-received";

    public override Severity Severity => Severity.Error;

    public override RuleText Text => new(
        new("Notification never received", "結果通知を一度も受信していない"),
        new("All tries to deliver a result notification are used up, and the shop has answered none of them with 0. Tries that a scenario "
                + "left out or falsified do not count, nor do waits that an advance of the clock cut off; the others are a warning then. "
                + "Also a warning: REQSUCCESS and AUTHPROCESS alone, and a host that KantanSim's setting NotifyAllow refuses.",
            "結果通知の再送がすべて終わったのに、お店が一度も「0」を返していない。シナリオが省略した送信、内容を変えた送信、"
                + "時計を進めて打ち切られた待機は数えず、残りは警告とする。REQSUCCESS と AUTHPROCESS だけの場合と、"
                + "KantanSim の設定 NotifyAllow がホストを許可していない場合も警告とする。"),
        new("The gateway gives up then. Without a search the shop never learns the result.",
            "ゲートウェイはこれ以上送信しません。照会しない限り、お店は結果を知ることができません。"),
        new("Make the notification URL answer with status 200 and the body 0, and ask SearchTradeMulti about orders that stay open.",
            "結果通知URLがステータス200と本文「0」を返すようにし、未確定の注文は SearchTradeMulti で照会してください。"));

    // A payment has one finding for each cause: the shop answers all notifications by the same code.
    public override IEnumerable<Finding> Judge(History history)
    {
        var failed = history.Notifications.Where(notification => notification.State == NotificationState.Failed).ToList();
        var lost = failed.Select(one => new LostNotification(one, JudgedAttempts.Of(one)))
            .Where(one => one is { IsTried: true, IsReceived: false });
        var refused = failed.Where(one => one.Attempts.All(attempt => attempt.IsHostRefused))
            .Select(one => new LostNotification(one, [.. one.Attempts]));
        return
        [
            .. lost.GroupBy(one => one.Cause).Select(all => FoundAll(history, [.. all], Lost, all.Min(SeverityOf))),
            .. refused.GroupBy(one => one.Cause).Select(all => FoundAll(history, [.. all], Refused, Severity.Warning)),
        ];
    }

    // What the scenario took away may have been received. What the gateway makes of a 1 and of a byte order mark is supposed.
    static Severity SeverityOf(LostNotification lost)
    {
        if (lost.Attempts.TrueForAll(NotificationAnswerPadded.Is)) return Severity.Review;
        if (lost.Attempts.TrueForAll(attempt => attempt.End == AttemptResult.NotGood)) return Severity.Review;
        if (NotifiedStatus.IsSupposed(lost.Notification)) return Severity.Warning;
        return lost.Attempts.Count < lost.Notification.Attempts.Length ? Severity.Warning : Severity.Error;
    }

    Finding FoundAll(History history, List<LostNotification> all, Func<Told, Note> sentence, Severity severity)
    {
        var attempts = all
            .SelectMany(lost => lost.Attempts.Select(attempt => (lost.Notification, Attempt: attempt)))
            .OrderBy(one => one.Attempt.At)
            .ToList();
        var last = attempts[^1].Attempt;
        var told = new Told(LostNotification.Names(all), attempts.Count, AttemptCause.Of(last), JstTime.Of(last.At, history.Now));
        var evidence = attempts.TakeLast(MaxEvidence).Select(one => history.EvidenceOf(one.Notification, one.Attempt));
        return Found(last.At, sentence(told), evidence, severity);
    }

    static Note Lost(Told told) => new(
        $"{told.Cause.En} That was the last of {told.Tries} to deliver the {told.Names.En}, at {told.Time}; none was answered with 0.",
        $"{told.Cause.Ja}結果通知（{told.Names.Ja}）は{told.Time}まで合わせて{told.Count}回送信されましたが、一度も「0」が返されませんでした。");

    static Note Refused(Told told) => new(
        $"KantanSim has sent nothing to your shop in {told.Tries} to deliver the {told.Names.En}, the last at {told.Time}. {told.Cause.En}",
        $"KantanSim は結果通知（{told.Names.Ja}）を{told.Time}まで{told.Count}回、お店に送信しませんでした。{told.Cause.Ja}");

    /// <summary>What a sentence tells.</summary>
    sealed record Told(Note Names, int Count, Note Cause, string Time)
    {
        public string Tries => Count == 1 ? "1 try" : $"{Count} tries";
    }
}
