using KantanSim.Operations;
using KantanSim.Protocol;
using KantanSim.Traffic;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>A payment as the pages read it.</summary>
internal static class PaymentModel
{
    public static Dictionary<string, object?> Line(Transaction payment, Ledger ledger) => new()
    {
        ["access_id"] = payment.AccessId,
        ["shop_id"] = payment.ShopId,
        ["order_id"] = payment.OrderId,
        ["item"] = payment.Request?.ItemName ?? "",
        ["status"] = payment.Status.Code,
        ["job"] = payment.JobCd,
        ["total"] = payment.Total,
        ["scenario"] = payment.Scenario.Name,
        ["created_at"] = DisplayText.Time(payment.CreatedAt),
        ["error"] = payment.Error?.Info ?? "",
        ["told"] = Told([.. ledger.NotificationsOf(payment)]),
    };

    /// <param name="gateway">The base of the gateway's URLs, as a shop would write it.</param>
    public static Dictionary<string, object?> Whole(Transaction payment, Ledger ledger, JobSchedule agenda, ExchangeLog traffic, MerchantDriver merchant, DateTimeOffset now, string gateway)
    {
        var timeline = ledger.Timeline(payment);
        var notifications = ledger.NotificationsOf(payment).ToList();
        var due = agenda.ForTransaction(payment).OrderBy(row => row.At).ToList();
        return new(Line(payment, ledger))
        {
            ["method"] = payment.Method,
            ["amount"] = payment.Amount,
            ["tax"] = payment.Tax,
            ["changed_at"] = DisplayText.Time(payment.ChangedAt),
            ["scenario_reason"] = payment.Scenario.Reason,
            ["return_url"] = UrlPassword.Mask(payment.Request?.ReturnUrl ?? ""),
            ["valid_until"] = payment.ValidUntil is { } until ? DisplayText.Time(until) : "",
            ["extended_at"] = payment.ExtendedAt is { } extended ? DisplayText.Time(extended) : "",
            ["amount_changes"] = payment.AmountChanges,
            ["contract"] = payment.Contract is { } contract ? ContractModel.Of(contract) : null,
            ["error_en"] = payment.Error is { } en ? GatewayErrors.Meaning(en.Info).En : "",
            ["error_ja"] = payment.Error is { } ja ? GatewayErrors.Meaning(ja.Info).Ja : "",
            ["paid"] = payment.Payment is { } paid ? Paid(paid) : null,
            ["story"] = PaymentSummary.Of(payment, timeline, notifications, due, now),
            ["notes"] = Notes(timeline),
            ["messages"] = MessageModel.All(payment, timeline, traffic, gateway),
            ["ahead"] = MessageModel.Ahead(timeline),
            ["mermaid"] = Mermaid.Of(payment, timeline),
            ["notifications"] = notifications.Select(one => NotificationModel.Of(one, now)),
            ["due"] = due.Select(row => DueLine(row, now)),
            ["moves"] = merchant.Actions(payment).Select(MoveLine),
            ["term"] = merchant.Term(payment) is { } term ? DueLine(term, now) : null,
            ["awaits_consumer"] = payment.Request is not null && (payment.Status == GatewayStatus.Requested || payment is { Status: var status, Visit.IsOver: false } && status == GatewayStatus.InProcess),
        };
    }

    // Each once, with its first message: a call that is repeated has the same notes. The story tells of refusals with theirs.
    static IEnumerable<Dictionary<string, object?>> Notes(IReadOnlyList<TimelineEntry> timeline) =>
        from line in timeline.Select((step, at) => (Step: step, Id: MessageModel.Id(at + 1)))
        where !PaymentSummary.Refusals(timeline).Contains(line.Step)
        from note in line.Step.Notes ?? []
        group line by note into same
        select new Dictionary<string, object?>
        {
            ["message"] = same.First().Id,
            ["what"] = same.First().Step.What.Split(' ', ':')[0],
            ["en"] = same.Key.En,
            ["ja"] = same.Key.Ja,
        };

    static Dictionary<string, object?> Paid(Payment payment) => new()
    {
        ["member"] = payment.MemberId,
        ["card"] = payment.Split.Card,
        ["points"] = payment.Split.Points,
        ["coupon"] = payment.Split.Coupon,
        ["shop_coupon"] = payment.Split.ShopCoupon,
    };

    static Dictionary<string, object?> DueLine(ScheduledJob row, DateTimeOffset now)
    {
        var (words, span) = (JobKindLabels.Of(row.Kind), AttemptExplanation.FormatDuration(row.At - now));
        return new() { ["what"] = row.Kind.ToString(), ["en"] = words.En, ["ja"] = words.Ja, ["at"] = DisplayText.Time(row.At), ["in_en"] = span.En, ["in_ja"] = span.Ja };
    }

    static Dictionary<string, object?> MoveLine(MerchantAction move) => new()
    {
        ["action"] = move.Action,
        ["api"] = move.Operation.Api,
        ["en"] = move.Operation.ActionLabel!.Value.En,
        ["ja"] = move.Operation.ActionLabel.Value.Ja,
        ["refusal"] = string.Join('|', move.Refusal.Select(error => error.Info)),
        ["refusal_en"] = string.Join(' ', move.Refusal.Select(error => GatewayErrors.Meaning(error.Info).En)),
        ["refusal_ja"] = string.Join(' ', move.Refusal.Select(error => GatewayErrors.Meaning(error.Info).Ja)),
    };

    // The worst counts: one that was given up, else one that still waits.
    static string Told(List<Notification> notifications) =>
        notifications.Count == 0 ? ""
        : notifications.Any(one => one.State == NotificationState.Failed) ? "failed"
        : notifications.Any(one => one.State == NotificationState.Pending) ? "pending"
        : "delivered";
}
