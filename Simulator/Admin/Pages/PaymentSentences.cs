using KantanSim.Evidence.Html;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>The sentences of the payment's page, for its evidence.</summary>
internal sealed class PaymentSentences : IPaymentSentences
{
    public IReadOnlyList<Note> Of(
        Transaction payment, IReadOnlyList<TimelineEntry> timeline, IReadOnlyList<Notification> notifications, DateTimeOffset now)
    {
        var sentences = PaymentSummary.Of(payment, timeline, notifications, now);
        return [.. sentences.Select(one => new Note((string)one["en"]!, (string)one["ja"]!))];
    }
}
