using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Dashboard;

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
        ["created_at"] = Text.Time(payment.CreatedAt),
        ["error"] = payment.Error?.Info ?? "",
        ["told"] = Told([.. ledger.NotificationsOf(payment)]),
    };

    public static Dictionary<string, object?> Whole(Transaction payment, Ledger ledger, Agenda agenda, PaymentMethod method)
    {
        var timeline = ledger.Timeline(payment);
        return new(Line(payment, ledger))
        {
            ["method"] = method.Name,
            ["amount"] = payment.Amount,
            ["tax"] = payment.Tax,
            ["changed_at"] = Text.Time(payment.ChangedAt),
            ["scenario_reason"] = payment.Scenario.Reason,
            ["return_url"] = payment.Request?.ReturnUrl ?? "",
            ["valid_until"] = payment.ValidUntil is { } until ? Text.Time(until) : "",
            ["extended_at"] = payment.ExtendedAt is { } extended ? Text.Time(extended) : "",
            ["amount_changes"] = payment.AmountChanges,
            ["contract"] = payment.Contract is { } contract ? ContractModel.Of(contract) : null,
            ["error_en"] = payment.Error is { } en ? GatewayErrors.Meaning(en.Info).En : "",
            ["error_ja"] = payment.Error is { } ja ? GatewayErrors.Meaning(ja.Info).Ja : "",
            ["paid"] = payment.Payment is { } paid ? Paid(paid) : null,
            ["flow"] = Flow.Steps.Select(step => FlowModel.Of(step, timeline, payment.CreatedAt)),
            ["timeline"] = timeline.Select((line, at) => StepModel.Of(line, at, payment.CreatedAt)),
            ["notifications"] = ledger.NotificationsOf(payment).Select(NotificationModel.Of),
            ["due"] = agenda.Of(payment).OrderBy(row => row.At).Select(row => new Dictionary<string, object?> { ["what"] = row.Due.ToString(), ["at"] = Text.Time(row.At) }),
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

    // The worst counts: one that was given up, else one that still waits.
    static string Told(List<Notification> notifications) =>
        notifications.Count == 0 ? ""
        : notifications.Any(one => one.State == NotificationState.Failed) ? "failed"
        : notifications.Any(one => one.State == NotificationState.Pending) ? "pending"
        : "delivered";
}

/// <summary>One of the eleven steps, and how far the payment has come with it.</summary>
internal static class FlowModel
{
    public static Dictionary<string, object?> Of(FlowStep step, List<Step> timeline, DateTimeOffset began)
    {
        var lines = timeline.FindAll(line => line.Number == step.Number);
        var last = lines.Count == 0 ? null : lines[^1];
        return new()
        {
            ["number"] = step.Number,
            ["from"] = step.From,
            ["to"] = step.To,
            ["en"] = step.En,
            ["ja"] = step.Ja,
            ["reached"] = last is not null,
            ["times"] = lines.Count,
            ["what"] = last?.What ?? "",
            ["after"] = last is null ? "" : Text.After(last.At - began),
            ["ms"] = Text.Milliseconds(lines.Sum(line => line.Milliseconds)),
        };
    }
}

/// <summary>A line of the timeline: who spoke to whom, what was said, how long it took.</summary>
internal static class StepModel
{
    public static Dictionary<string, object?> Of(Step line, int at, DateTimeOffset began) => new()
    {
        ["id"] = $"line-{at}",
        ["number"] = line.Number is { } number ? $"{number}" : "",
        ["from"] = line.From,
        ["to"] = line.To,
        ["what"] = line.What,
        ["at"] = Text.Time(line.At),
        ["after"] = Text.After(line.At - began),
        ["ms"] = Text.Milliseconds(line.Milliseconds),
        ["bad"] = line.Answer?.ContainsKey("ErrInfo") == true,
        ["note"] = line.Note ?? "",
        ["request"] = Text.Fields(line.Request),
        ["answer"] = Text.Fields(line.Answer),
    };
}

/// <summary>A result notification with every attempt.</summary>
internal static class NotificationModel
{
    public static Dictionary<string, object?> Of(Notification notification) => new()
    {
        ["id"] = notification.Id,
        ["index"] = notification.Index,
        ["status"] = notification.Status.Code,
        ["state"] = notification.State.ToString().ToLowerInvariant(),
        ["created_at"] = Text.Time(notification.CreatedAt),
        ["next"] = notification is { State: NotificationState.Pending, NextAttemptAt: { } next } ? Text.Time(next) : "",
        ["fields"] = Text.Fields(notification.Fields),
        ["attempts"] = notification.Attempts.Select(attempt => new Dictionary<string, object?>
        {
            ["at"] = Text.Time(attempt.At),
            ["ms"] = Text.Milliseconds(attempt.Milliseconds),
            ["url"] = attempt.Url,
            ["http"] = attempt.HttpStatus is { } status ? $"{status}" : "",
            ["reply"] = attempt.Reply ?? "",
            ["outcome"] = attempt.Outcome,
        }),
    };
}
