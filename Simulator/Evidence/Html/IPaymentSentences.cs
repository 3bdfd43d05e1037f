using KantanSim.Transactions;

namespace KantanSim.Evidence.Html;

/// <summary>Says in a few sentences what happened to a payment.</summary>
internal interface IPaymentSentences
{
    /// <param name="now">The time of the shop's clock.</param>
    IReadOnlyList<Note> Of(
        Transaction payment, IReadOnlyList<TimelineEntry> timeline, IReadOnlyList<Notification> notifications, DateTimeOffset now);
}
