using KantanSim.Operations;
using KantanSim.Protocol;
using KantanSim.Traffic;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>The template models of a payment, for its row in the list and for its page.</summary>
internal static class PaymentModel
{
    public static Dictionary<string, object?> Row(Transaction payment, Ledger ledger) => new()
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
        ["notified"] = WorstState([.. ledger.NotificationsOf(payment)]),
    };

    /// <param name="gateway">The base of the gateway's URLs.</param>
    public static Dictionary<string, object?> Whole(
        Transaction payment, Ledger ledger, JobSchedule schedule, ExchangeLog traffic, MerchantDriver merchant, DateTimeOffset now,
        string gateway)
    {
        var timeline = ledger.Timeline(payment);
        var notifications = ledger.NotificationsOf(payment).ToList();
        var lost = LostMessages.Of(timeline, notifications);
        var jobs = schedule.ForTransaction(payment).OrderBy(job => job.At).ToList();
        return new(Row(payment, ledger))
        {
            ["method"] = payment.Method,
            ["amount"] = payment.Amount,
            ["tax"] = payment.Tax,
            ["changed_at"] = DisplayText.Time(payment.ChangedAt),
            ["scenario_reason"] = payment.Scenario.Reason,
            ["return_url"] = Redactor.ByName.MaskUrl(payment.Request?.ReturnUrl ?? ""),
            ["valid_until"] = payment.ValidUntil is { } until ? DisplayText.Time(until) : "",
            ["extended_at"] = payment.ExtendedAt is { } extended ? DisplayText.Time(extended) : "",
            ["amount_changes"] = payment.AmountChanges,
            ["contract"] = payment.Contract is { } contract ? ContractModel.Of(contract) : null,
            ["paid"] = payment.Payment is { } paid ? Paid(paid) : null,
            ["summary"] = PaymentSummary.Of(payment, timeline, notifications, jobs, now),
            ["notes"] = Notes(timeline),
            ["messages"] = MessageModel.All(payment, timeline, lost, traffic, gateway),
            ["ahead"] = MessageModel.Ahead(timeline),
            ["mermaid"] = Mermaid.Of(payment, timeline, lost),
            ["notifications"] = notifications.Select(notification => NotificationModel.Of(notification, now)),
            ["due"] = jobs.Select(job => JobRow(job, now)),
            ["actions"] = merchant.Actions(payment).Select(ActionButton),
            ["term"] = merchant.Term(payment) is { } term ? JobRow(term, now) : null,
            ["awaits_consumer"] = AwaitsConsumer(payment),
        };
    }

    static bool AwaitsConsumer(Transaction payment)
    {
        if (payment.Request is null) return false;
        var isAtTheWallet = payment.Status == GatewayStatus.InProcess && payment.Visit is { IsOver: false };
        return payment.Status == GatewayStatus.Requested || isAtTheWallet;
    }

    // Each note once, with a link to the first message that has it: a repeated call has the same notes. The summary has those of refusals.
    static IEnumerable<Dictionary<string, object?>> Notes(IReadOnlyList<TimelineEntry> timeline)
    {
        var refusals = PaymentSummary.Refusals(timeline);
        return
            from message in timeline.Select((entry, index) => (Entry: entry, Id: MessageModel.Id(index + 1)))
            where !refusals.Contains(message.Entry)
            from note in message.Entry.Notes ?? []
            group message by note into messages
            let first = messages.First()
            select new Dictionary<string, object?>
            {
                ["message"] = first.Id,
                ["what"] = first.Entry.What.Split(' ', ':')[0],
                ["en"] = messages.Key.En,
                ["ja"] = messages.Key.Ja,
            };
    }

    static Dictionary<string, object?> Paid(Payment payment) => new()
    {
        ["member"] = payment.MemberId,
        ["card"] = payment.Split.Card,
        ["points"] = payment.Split.Points,
        ["coupon"] = payment.Split.Coupon,
        ["shop_coupon"] = payment.Split.ShopCoupon,
    };

    static Dictionary<string, object?> JobRow(ScheduledJob job, DateTimeOffset now)
    {
        var label = JobKindLabels.Of(job.Kind);
        var wait = AttemptExplanation.FormatDuration(job.At - now);
        return new()
        {
            ["en"] = label.En,
            ["ja"] = label.Ja,
            ["at"] = DisplayText.Time(job.At),
            ["in_en"] = wait.En,
            ["in_ja"] = wait.Ja,
        };
    }

    static Dictionary<string, object?> ActionButton(MerchantAction action)
    {
        var (en, ja) = action.Operation.ActionLabel!.Value;
        var refusal = action.Refusal.Select(error => GatewayErrors.Meaning(error.Info)).ToList();
        return new()
        {
            ["action"] = action.Action,
            ["api"] = action.Operation.Api,
            ["en"] = en,
            ["ja"] = ja,
            ["refusal"] = string.Join('|', action.Refusal.Select(error => error.Info)),
            ["refusal_en"] = string.Join(' ', refusal.Select(meaning => meaning.En)),
            ["refusal_ja"] = string.Join(' ', refusal.Select(meaning => meaning.Ja)),
        };
    }

    // The worst state of all notifications; empty when there are none.
    static string WorstState(List<Notification> notifications)
    {
        if (notifications.Count == 0) return "";
        if (notifications.Exists(one => one.State == NotificationState.Failed)) return "failed";
        return notifications.Exists(one => one.State == NotificationState.Pending) ? "pending" : "delivered";
    }
}
