using KantanSim.Evidence.Html;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>The sentences of the payment's page, for its evidence.</summary>
internal sealed class PaymentSentences(JobSchedule schedule) : IPaymentSentences
{
    public IReadOnlyList<Note> Of(
        Transaction payment, IReadOnlyList<TimelineEntry> timeline, IReadOnlyList<Notification> notifications, DateTimeOffset now)
    {
        var jobs = schedule.ForTransaction(payment).OrderBy(job => job.At).ToList();
        return [.. PaymentSummary.Of(payment, timeline, notifications, jobs, now).Select(one => new Note((string)one["en"]!, (string)one["ja"]!))];
    }
}
