using KantanSim.Operations;
using KantanSim.Protocol;
using KantanSim.Scenarios.Files;
using KantanSim.Traffic;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>The template model of a payment's page.</summary>
internal static class PaymentModel
{
    /// <param name="gateway">The base of the gateway's URLs.</param>
    public static Dictionary<string, object?> Whole(
        Transaction payment, IReadOnlyList<TimelineEntry> timeline, Ledger ledger, JobSchedule schedule, ExchangeLog traffic,
        MerchantActions actions, MerchantDriver merchant, Scenario scenario, DateTimeOffset now, string gateway)
    {
        var notifications = ledger.NotificationsOf(payment).ToList();
        var lost = LostMessages.Of(timeline, notifications);
        var calls = actions.Of(payment, gateway);
        var jobs = schedule.ForTransaction(payment).OrderBy(job => job.At).ToList();
        return new()
        {
            ["access_id"] = payment.AccessId,
            ["shop_id"] = payment.ShopId,
            ["order_id"] = payment.OrderId,
            ["item"] = payment.Request?.ItemName ?? "",
            ["status"] = payment.Status.Code,
            ["job"] = payment.JobCd,
            ["total"] = payment.Total,
            ["scenario"] = payment.Scenario.Name,
            ["error"] = payment.Error?.Info ?? "",
            ["method"] = payment.Method,
            ["amount"] = payment.Amount,
            ["tax"] = payment.Tax,
            ["changed_at"] = DisplayText.ZonedTime(payment.ChangedAt),
            ["registered_at"] = DisplayText.ZonedTime(payment.CreatedAt),
            ["scenario_reason"] = payment.Scenario.Reason,
            ["scenario_reason_ja"] = TimelineNotes.ToJapanese(payment.Scenario.Reason),
            ["return_url"] = Redactor.ByName.MaskUrl(payment.Request?.ReturnUrl ?? ""),
            ["valid_until"] = payment.ValidUntil is { } until ? DisplayText.ZonedTime(until) : "",
            ["extended_at"] = payment.ExtendedAt is { } extended ? DisplayText.ZonedTime(extended) : "",
            ["amount_changes"] = payment.AmountChanges,
            ["contract"] = payment.Contract is { } contract ? ContractModel.Of(contract) : null,
            ["paid"] = payment.Payment is { } paid ? Paid(paid) : null,
            ["summary"] = PaymentSummary.Of(payment, timeline, notifications, now),
            ["notes"] = Notes(timeline),
            ["messages"] = MessageModel.All(payment, timeline, lost, traffic, actions, gateway),
            ["ahead"] = MessageModel.Ahead(StepsAhead.Of(payment, timeline, notifications, jobs, now)),
            ["mermaid"] = Mermaid.Of(payment, timeline, lost),
            ["notifications"] = notifications.Select(notification => NotificationModel.Of(notification, now)),
            ["due"] = DueModel.Of(jobs, now),
            ["actions"] = ActionModel.Possible(payment, calls),
            ["impossible"] = ActionModel.Impossible(calls),
            ["term"] = merchant.Term(payment) is { } term ? Term(merchant.EndOf(term, payment), payment, DueModel.Of(term, now)) : null,
            ["awaits_consumer"] = ConsumerDriver.IsAwaited(payment),
            ["blame"] = PaymentBlame.Of(payment, timeline, lost, scenario.Description),
        };
    }

    // Each note once, with a link to the first message that has it: a repeated call has the same notes. The summary has those of refusals.
    static IEnumerable<Dictionary<string, object?>> Notes(IReadOnlyList<TimelineEntry> timeline)
    {
        var refusals = PaymentSummary.Refusals(timeline);
        return
            from message in timeline.Select((entry, index) => (Entry: entry, Id: MessageModel.Id(index + 1)))
            where !refusals.Contains(message.Entry) && !IsNotification(message.Entry)
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

    // The list of notifications says why an attempt was not received.
    static bool IsNotification(TimelineEntry entry) => entry is { From: Party.Gateway, To: Party.Merchant, Number: null or 9 };

    static Dictionary<string, object?> Paid(Payment payment) => new()
    {
        ["member"] = payment.MemberId,
        ["card"] = payment.Split.Card,
        ["points"] = payment.Split.Points,
        ["coupon"] = payment.Split.Coupon,
        ["shop_coupon"] = payment.Split.ShopCoupon,
    };

    static Dictionary<string, object?> Term(Decision end, Transaction payment, Dictionary<string, object?> job) => new(job)
    {
        ["effect"] = ActionEffect.Of(payment, end),
    };
}
