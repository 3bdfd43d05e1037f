using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>
/// Summarises a payment in a few sentences: its status, the last refusals, and whether the shop has been notified.
/// </summary>
internal static class PaymentSummary
{
    public static IEnumerable<Dictionary<string, object?>> Of(
        Transaction payment, IReadOnlyList<TimelineEntry> timeline, IReadOnlyList<Notification> notifications, DateTimeOffset now)
    {
        var refusals = Refusals(timeline);
        if (payment.Error is { } error) yield return Sentence(Failed(payment.Status, error), "bad");
        else
        {
            yield return Sentence(Standing(payment, refusals.Exists(entry => entry.From == Party.Consumer), now));
            foreach (var refusal in refusals) yield return Sentence(Refused(refusal), "bad");
        }
        foreach (var sentence in NotificationSentences(notifications, now)) yield return sentence;
    }

    /// <summary>
    /// The refusals of the consumer's last visit and of the shop's last call. A refusal that was followed by success is not among them.
    /// </summary>
    public static List<TimelineEntry> Refusals(IReadOnlyList<TimelineEntry> timeline) =>
    [
        .. new[] { Party.Consumer, Party.Merchant }
            .Select(party => LastStep(party, timeline))
            .OfType<TimelineEntry>()
            .Where(entry => entry.Failed),
    ];

    static TimelineEntry? LastStep(string party, IReadOnlyList<TimelineEntry> timeline) =>
        timeline.LastOrDefault(entry => entry.From == party && (entry.Failed || entry.Number is not null));

    static (string En, string Ja) Refused(TimelineEntry refusal)
    {
        var codes = refusal.Answer?.GetValueOrDefault("ErrInfo", "").Split('|', StringSplitOptions.RemoveEmptyEntries) ?? [];
        var meanings = codes.Select(GatewayErrors.Meaning).ToList();
        var notes = refusal.Notes ?? [];
        var api = refusal.What.Split(' ', ':')[0];
        var en = string.Join(' ', [.. meanings.Select(row => ToSentence(row.En)), .. notes.Select(note => note.En)]);
        var ja = string.Concat([.. meanings.Select(row => $"{row.Ja}。"), .. notes.Select(note => note.Ja.Length > 0 ? note.Ja : note.En)]);
        return refusal.From == Party.Consumer
            ? ($"The consumer came, and was refused ({api}): {en}", $"利用者が来ましたが、拒否されました（{api}）：{ja}")
            : ($"The shop's last call was refused ({api}): {en}", $"お店の直近の呼び出しは拒否されました（{api}）：{ja}");
    }

    static (string En, string Ja) Failed(Status status, ErrorCode error)
    {
        var meaning = GatewayStatus.Meaning(status);
        var reason = GatewayErrors.Meaning(error.Info);
        return ($"{ToSentence(meaning.En)} Why: {reason.En}", $"{meaning.Ja}：{reason.Ja}");
    }

    static (string En, string Ja) Standing(Transaction payment, bool wasConsumerRefused, DateTimeOffset now)
    {
        var status = payment.Status;
        if (status == GatewayStatus.Unprocessed)
            return ("Registered. The shop has not requested the payment yet.", "登録済みです。お店による決済の実行を待っています。");
        if (status == GatewayStatus.Requested && wasConsumerRefused)
            return ("Requested. The consumer has not reached the wallet.", "決済を要求済みです。利用者はまだウォレットに到達していません。");
        if (status == GatewayStatus.Requested)
            return ("Requested. The consumer has not come yet.", "決済を要求済みです。利用者はまだ来ていません。");
        if (status == GatewayStatus.InProcess) return AtTheWallet(payment.Visit);
        if (status == GatewayStatus.Authorised && payment.ValidUntil <= now)
            return ("Paid, but not captured in time: the authorisation is no longer valid.", "支払い済みでしたが、仮売上の有効期限が切れました。売上を確定できません。");
        if (status == GatewayStatus.Authorised)
            return ("Paid, not captured yet.", "支払い済みです（仮売上）。売上確定を待っています。");
        if (status == GatewayStatus.Captured)
            return ("Paid and captured at once.", "支払い済みです（即時売上）。");
        if (status == GatewayStatus.Sold)
            return ("Paid and captured.", "支払い済みで、売上が確定しています。");
        if (status == GatewayStatus.Registered)
            return ("The contract is active.", "継続課金の契約が有効です。");
        if (status == GatewayStatus.Cancelled && payment.Contract is not null)
            return ("The contract has ended.", "継続課金の契約は終了しました。");
        if (status == GatewayStatus.Cancelled)
            return ("Cancelled, and paid back.", "キャンセルされ、返金されました。");
        var meaning = GatewayStatus.Meaning(status);
        return (ToSentence(meaning.En), meaning.Ja);
    }

    static (string En, string Ja) AtTheWallet(WalletVisit? visit) => visit switch
    {
        { IsOver: true } => (
            "The consumer was at the wallet, and the gateway has no result.",
            "利用者はウォレットを訪れましたが、ゲートウェイには結果が届いていません。"),
        { MemberId: { } member } => (
            $"The consumer is at the wallet, signed in as {member}.",
            $"利用者（{member}）がウォレットで手続き中です。"),
        _ => (
            "The consumer is at the wallet and has not signed in yet.",
            "利用者がウォレットを開いています（ログイン前）。"),
    };

    static IEnumerable<Dictionary<string, object?>> NotificationSentences(IReadOnlyList<Notification> notifications, DateTimeOffset now)
    {
        if (notifications.Count == 0)
            return [Sentence(("No result notification has been sent to the shop.", "お店への結果通知はありません。"), "muted")];
        var open = notifications.Where(one => one.State != NotificationState.Delivered).ToList();
        return open.Count == 0 ? [Sentence(Delivered(notifications), "good")] : Undelivered(open, now);
    }

    // The newest one that was tried has the payment's status as the shop should know it. The others are named only.
    static IEnumerable<Dictionary<string, object?>> Undelivered(List<Notification> open, DateTimeOffset now)
    {
        var newest = open.FindLast(one => one.Attempts.Length > 0) ?? open[^1];
        var isFault = newest.Attempts is [.., { End: not AttemptResult.Omitted }];
        yield return Sentence(UndeliveredSentence.Of(newest, now), isFault ? "bad" : "muted");
        var others = open.Where(one => one != newest).Select(one => one.Status.Code).Distinct().ToList();
        if (others.Count == 0) yield break;
        var names = string.Join(", ", others);
        yield return Sentence(($"Nor has it received: {names}.", $"ほかにも未受信の結果通知があります：{names}。"), "muted");
    }

    static (string En, string Ja) Delivered(IReadOnlyList<Notification> notifications)
    {
        var last = notifications[^1].Status;
        var which = notifications.Count == 1 ? $"{last}" : $"last ({last})";
        return ($"The shop has received the {which} notification.", $"お店は最新の結果通知（{last}）を受信済みです。");
    }

    /// <param name="tone">The CSS class of the sentence.</param>
    static Dictionary<string, object?> Sentence((string En, string Ja) text, string tone = "") => new()
    {
        ["en"] = text.En,
        ["ja"] = text.Ja,
        ["tone"] = tone,
    };

    static string ToSentence(string text) => char.ToUpperInvariant(text[0]) + text[1..] + (text[^1] is '.' ? "" : ".");
}
