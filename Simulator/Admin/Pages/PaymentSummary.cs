using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>What happened to an order, in a few sentences: how it stands, what the shop knows of it, what comes next.</summary>
internal static class PaymentSummary
{
    public static IEnumerable<Dictionary<string, object?>> Of(
        Transaction payment, IReadOnlyList<TimelineEntry> timeline, IReadOnlyList<Notification> notifications, IReadOnlyList<ScheduledJob> due, DateTimeOffset now)
    {
        var refusals = Refusals(timeline);
        yield return Sentence(Standing(payment, hasCome: refusals.Exists(line => line.From == Party.Consumer)), payment.Error is null ? "" : "bad");
        if (payment.Error is null)
            foreach (var refusal in refusals) yield return Sentence(Refused(refusal), "bad");
        yield return NotificationSentence(notifications, now);
        if (due.Count > 0) yield return Sentence(Coming(due[0], now));
    }

    /// <summary>What the consumer's last visit and the shop's last call were refused with; a later one that was taken has mended it.</summary>
    public static List<TimelineEntry> Refusals(IReadOnlyList<TimelineEntry> timeline) =>
        [.. new[] { Party.Consumer, Party.Merchant }.Select(party => LastOf(party, timeline)).OfType<TimelineEntry>().Where(line => line.Failed)];

    static TimelineEntry? LastOf(string party, IReadOnlyList<TimelineEntry> timeline) =>
        timeline.LastOrDefault(line => line.From == party && (line.Failed || line.Number is not null));

    static (string En, string Ja) Refused(TimelineEntry refusal)
    {
        var codes = refusal.Answer?.GetValueOrDefault("ErrInfo", "").Split('|', StringSplitOptions.RemoveEmptyEntries) ?? [];
        var (notes, api) = (refusal.Notes ?? [], refusal.What.Split(' ', ':')[0]);
        var en = string.Join(' ', [.. codes.Select(code => Sentenced(GatewayErrors.Meaning(code).En)), .. notes.Select(note => note.En)]);
        var ja = string.Concat([.. codes.Select(code => $"{GatewayErrors.Meaning(code).Ja}。"), .. notes.Select(note => note.Ja.Length > 0 ? note.Ja : note.En)]);
        return refusal.From == Party.Consumer
            ? ($"The consumer came, and was refused ({api}): {en}", $"利用者が来ましたが、拒否されました（{api}）：{ja}")
            : ($"The shop's last call was refused ({api}): {en}", $"お店の直近の呼び出しは拒否されました（{api}）：{ja}");
    }

    static (string En, string Ja) Standing(Transaction payment, bool hasCome)
    {
        var meaning = GatewayStatus.Meaning(payment.Status);
        if (payment.Error is { } error)
        {
            var why = GatewayErrors.Meaning(error.Info);
            return ($"{Sentenced(meaning.En)} Why: {why.En}", $"{meaning.Ja}：{why.Ja}");
        }
        var (en, ja) = payment switch
        {
            { Status: var status } when status == GatewayStatus.Unprocessed => ("Registered. The shop has not requested the payment yet.", "登録済みです。お店による決済の実行を待っています。"),
            { Status: var status } when status == GatewayStatus.Requested && hasCome =>
                ("Requested. The consumer has not reached the wallet.", "決済を要求済みです。利用者はまだウォレットに到達していません。"),
            { Status: var status } when status == GatewayStatus.Requested => ("Requested. The consumer has not come yet.", "決済を要求済みです。利用者はまだ来ていません。"),
            { Status: var status, Visit.IsOver: true } when status == GatewayStatus.InProcess => ("The consumer was at the wallet, and the gateway has no result.", "利用者はウォレットを訪れましたが、ゲートウェイには結果が届いていません。"),
            { Status: var status, Visit.MemberId: { } member } when status == GatewayStatus.InProcess => ($"The consumer is at the wallet, signed in as {member}.", $"利用者（{member}）がウォレットで手続き中です。"),
            { Status: var status } when status == GatewayStatus.InProcess => ("The consumer is at the wallet and has not signed in yet.", "利用者がウォレットを開いています（ログイン前）。"),
            { Status: var status } when status == GatewayStatus.Authorised => ("Paid, not captured yet.", "支払い済みです（仮売上）。売上確定を待っています。"),
            { Status: var status } when status == GatewayStatus.Captured => ("Paid and captured at once.", "支払い済みです（即時売上）。"),
            { Status: var status } when status == GatewayStatus.Sold => ("Paid and captured.", "支払い済みで、売上が確定しています。"),
            { Status: var status } when status == GatewayStatus.Registered => ("The contract is live.", "継続課金の契約が有効です。"),
            { Status: var status, Contract: not null } when status == GatewayStatus.Cancelled => ("The contract has ended.", "継続課金の契約は終了しました。"),
            { Status: var status } when status == GatewayStatus.Cancelled => ("Cancelled, and paid back.", "キャンセルされ、返金されました。"),
            _ => (Sentenced(meaning.En), meaning.Ja),
        };
        return (en, ja);
    }

    static Dictionary<string, object?> NotificationSentence(IReadOnlyList<Notification> notifications, DateTimeOffset now)
    {
        var open = notifications.Where(one => one.State != NotificationState.Delivered).ToList();
        if (notifications.Count == 0) return Sentence(("The shop has been told nothing.", "お店への結果通知はありません。"), "muted");
        if (open.Count == 0) return Sentence(($"The shop has taken the {Last(notifications)} notification.", $"お店は最新の結果通知（{notifications[^1].Status}）を受信済みです。"), "good");
        var worst = open.Find(one => one.State == NotificationState.Failed) ?? open[^1];
        var (en, ja) = AttemptExplanation.Next(worst, now);
        return Sentence(
            ($"The shop does not know of {worst.Status}: {Tries(worst)}. {en}", $"お店は {worst.Status} の結果通知を受信していません（送信{worst.Attempts.Length}回）。{ja}"),
            worst.Attempts.IsEmpty ? "muted" : "bad");
    }

    static string Last(IReadOnlyList<Notification> notifications) => notifications.Count == 1 ? $"{notifications[0].Status}" : $"last ({notifications[^1].Status})";

    static string Tries(Notification notification) => notification.Attempts.Length switch
    {
        0 => "it has not been sent yet",
        1 => "one try, not received",
        var tries => $"{tries} tries, none received",
    };

    static (string En, string Ja) Coming(ScheduledJob row, DateTimeOffset now)
    {
        var (what, span) = (JobKindLabels.Of(row.Kind), AttemptExplanation.FormatDuration(row.At - now));
        return row.At <= now ? ($"Now: {what.En}.", $"まもなく：{what.Ja}") : ($"Next, in {span.En}: {what.En}.", $"次の予定（{span.Ja}後）：{what.Ja}");
    }

    static Dictionary<string, object?> Sentence((string En, string Ja) words, string tone = "") => new() { ["en"] = words.En, ["ja"] = words.Ja, ["tone"] = tone };

    static string Sentenced(string words) => char.ToUpperInvariant(words[0]) + words[1..] + (words[^1] is '.' ? "" : ".");
}
