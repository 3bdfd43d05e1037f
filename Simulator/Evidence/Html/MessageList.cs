using KantanSim.Check.Reports;
using KantanSim.Gateway;
using KantanSim.Operations;
using KantanSim.Transactions;

namespace KantanSim.Evidence.Html;

/// <summary>All messages of a payment by real time: its timeline, and what was observed of it that is not on the timeline.</summary>
internal static class MessageList
{
    /// <param name="isJapanese">Whether notes are Japanese where there is a translation.</param>
    public static IReadOnlyList<MarkedStep> Of(PaymentRecord record, bool isJapanese) =>
    [
        .. OfTimeline(record, isJapanese)
            .Concat(record.Observations.Where(IsNotOnTheTimeline).Select(one => Of(one, isJapanese)))
            .OrderBy(marked => marked.Step.RealAt),
    ];

    static IEnumerable<MarkedStep> OfTimeline(PaymentRecord record, bool isJapanese)
    {
        var lost = LostMessages.Of(record.Timeline, record.Notifications);
        var unanswered = LostMessages.CallsWithoutAnswer(record.Timeline);
        return record.Timeline.Select((entry, index) => new MarkedStep(
            StepView.Of(entry) with { Notes = In(entry.Notes ?? [], isJapanese) })
        {
            Lost = lost.GetValueOrDefault(index),
            Altered = AlteredMessage.Of(entry),
            Changes = AlteredMessage.FieldsOf(entry),
            IsAnswerLost = unanswered.Contains(index),
            IsFailed = entry.Failed,
        });
    }

    static MarkedStep Of(Observation one, bool isJapanese) =>
        new(StepView.Of(one) with { What = What(one), Note = Note(one), Notes = In(one.Notes, isJapanese) })
        {
            IsAnswerLost = one.IsAnswerLost,
            IsFailed = one.Errors.Count > 0,
        };

    static List<string> In(IReadOnlyList<Note> notes, bool isJapanese) =>
        [.. notes.Select(note => isJapanese && note.Ja.Length > 0 ? note.Ja : note.En)];

    // An inquiry changes nothing. A call that was dropped before it was processed has left no entry, either.
    static bool IsNotOnTheTimeline(Observation one) => one.Kind switch
    {
        ObservedKind.Call => one.Api == Search.Api || one.IsUnprocessed,
        ObservedKind.ReturnPost or ObservedKind.ConnectivityTest or ObservedKind.Other => true,
        _ => false,
    };

    static string What(Observation one) => one.Kind switch
    {
        ObservedKind.ReturnPost => $"post to RetURL: {one.Api}",
        ObservedKind.ConnectivityTest => $"connectivity test: {one.Api}",
        _ => one.Api,
    };

    // In the words that the timeline has for it.
    static string? Note(Observation one) => one.Fault == AnswerFault.None ? null : TimelineEntry.AsTheScenarioSays;
}
