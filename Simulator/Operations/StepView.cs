using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>
/// An entry of the timeline. Step is 1 to 11, or null outside the flow. At is simulated time; realAt and ms (the duration) are real time.
/// Notes say why.
/// </summary>
internal sealed record StepView(
    int? Step, string From, string To, string What, DateTimeOffset At, DateTimeOffset RealAt, double Ms,
    IReadOnlyDictionary<string, string>? Request, IReadOnlyDictionary<string, string>? Answer, string? Note, IReadOnlyList<string> Notes)
{
    public static StepView Of(TimelineEntry entry) => new(
        entry.Number, entry.From, entry.To, entry.What, entry.At, entry.RealAt, Math.Round(entry.Milliseconds, 3),
        entry.Request, entry.Answer, entry.Note,
        [.. (entry.Notes ?? []).Select(note => note.En)]);
}
