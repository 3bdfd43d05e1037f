using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>
/// A line of the timeline; step is the flow's, 1 to 11, or null beside the flow; at is simulated time, realAt and ms are real;
/// notes say why.
/// </summary>
internal sealed record StepView(
    int? Step, string From, string To, string What, DateTimeOffset At, DateTimeOffset RealAt, double Ms,
    IReadOnlyDictionary<string, string>? Request, IReadOnlyDictionary<string, string>? Answer, string? Note, IReadOnlyList<string> Notes)
{
    public static StepView Of(TimelineEntry step) => new(
        step.Number, step.From, step.To, step.What, step.At, step.RealAt, Math.Round(step.Milliseconds, 3),
        step.Request, step.Answer, step.Note,
        [.. (step.Notes ?? []).Select(note => note.En)]);
}
