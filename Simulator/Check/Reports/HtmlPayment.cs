using KantanSim.Advice;
using KantanSim.Check.Judging;
using KantanSim.Operations;
using KantanSim.Wire;

namespace KantanSim.Check.Reports;

/// <summary>The template model of a payment: its sequence diagram and the findings of the advice.</summary>
internal static class HtmlPayment
{
    /// <summary>Messages of a diagram that is not folded.</summary>
    const int MaxUnfolded = 16;

    /// <summary>Attempts to deliver notifications that are shown at most.</summary>
    const int MaxAttempts = 20;

    /// <param name="gateway">The URL of KantanSim.</param>
    /// <param name="messages">The messages of the diagram; null for those of the payment's timeline.</param>
    public static Dictionary<string, object?> Of(
        PaymentFacts payment, string gateway, ReportLanguage language, IReadOnlyList<MarkedStep>? messages = null)
    {
        var transaction = payment.Transaction;
        var all = payment.Notifications.SelectMany(one => Attempts(one, transaction, language)).ToList();
        var attempts = CappedList<Dictionary<string, object?>>.Of(Repeated.Joined(all, "at"), MaxAttempts);
        return new()
        {
            ["order"] = ShownText.Line(transaction.OrderId),
            ["access_id"] = ShownText.Line(transaction.AccessId),
            ["link"] = ShownText.Link(PaymentLink.Of(gateway, transaction.AccessId)),
            ["status"] = ShownText.Line(transaction.Status),
            ["total"] = transaction.Total,
            ["scenario"] = ShownText.Line(transaction.Scenario),
            ["folded"] = transaction.Timeline is { Count: > MaxUnfolded },
            ["messages"] = HtmlDiagram.Of(messages ?? Unmarked(transaction), language),
            ["attempts"] = attempts.First,
            ["attempts_left"] = attempts.LeftOut,
            ["attempts_count"] = all.Count,
            ["attempts_open"] = false,
            ["findings"] = payment.Findings.Select(finding => Finding(finding, gateway, language)),
        };
    }

    static List<MarkedStep> Unmarked(TransactionView payment) => [.. (payment.Timeline ?? []).Select(step => new MarkedStep(step))];

    static IEnumerable<Dictionary<string, object?>> Attempts(
        NotificationView notification, TransactionView payment, ReportLanguage language) =>
        notification.Attempts.Select(attempt => new Dictionary<string, object?>
        {
            ["status"] = ShownText.Line(notification.Status),
            ["differs"] = ShownText.Line(Differences(notification, payment)),
            ["at"] = Jst.Zoned(attempt.At),
            ["url"] = ShownText.Line(attempt.Url),
            ["outcome"] = ShownText.Line(Outcome(attempt, language)),
            ["reply"] = ShownText.Line(attempt.Reply ?? ""),
        });

    // The notes behind the outcome are English: a report of a run has no others.
    static string Outcome(AttemptView attempt, ReportLanguage language)
    {
        if (!language.IsJapanese) return attempt.Outcome;
        var notes = attempt.Notes.Count > 0 ? $": {string.Join(' ', attempt.Notes)}" : "";
        var hasNotes = notes.Length > 0 && attempt.Outcome.EndsWith(notes, StringComparison.Ordinal);
        return hasNotes
            ? TimelineNotes.ToJapanese(attempt.Outcome[..^notes.Length]) + notes
            : TimelineNotes.ToJapanese(attempt.Outcome);
    }

    // A scenario can send other values than those of the payment.
    static string Differences(NotificationView notification, TransactionView payment)
    {
        (string Name, string Real)[] real =
        [
            ("Status", notification.Status), ("ShopID", payment.ShopId), ("AccessID", payment.AccessId), ("OrderID", payment.OrderId),
        ];
        return string.Join("&", real
            .Where(one => notification.Body.TryGetValue(one.Name, out var sent) && sent != one.Real)
            .Select(one => $"{one.Name}={notification.Body[one.Name]}"));
    }

    static Dictionary<string, object?> Finding(AdviceView finding, string gateway, ReportLanguage language) => new()
    {
        ["severity"] = finding.Severity.Id(),
        ["severity_name"] = language.Of(finding.Severity.Id(), finding.Severity.Name().Ja),
        ["title"] = ShownText.Line(finding.Title),
        ["sentence"] = ShownText.Line(finding.Sentence),
        ["remedy"] = ShownText.Line(finding.Remedy),
        ["link"] = ShownText.Link($"{gateway}/advice#{Uri.EscapeDataString(finding.Rule)}"),
        ["help"] = ShownText.Line(finding.Help),
    };
}
