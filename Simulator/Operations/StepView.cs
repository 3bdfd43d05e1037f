using System.Globalization;
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

    /// <summary>A call or post that is not on the timeline.</summary>
    public static StepView Of(Observation call)
    {
        var isPost = call.Kind is ObservedKind.ReturnPost or ObservedKind.ConnectivityTest;
        var (from, to) = isPost ? (Party.Gateway, Party.Merchant) : (Party.Merchant, Party.Gateway);
        return new(
            null, from, to, call.Api, call.At, call.RealAt, Math.Round(call.Milliseconds, 3), call.Request, AnswerOf(call, isPost), null,
            [.. call.Notes.Select(note => note.En)]);
    }

    // A merchant's answer has no fields, only a status.
    static IReadOnlyDictionary<string, string> AnswerOf(Observation call, bool isPost) => isPost && call.HttpStatus > 0
        ? new Dictionary<string, string>(call.Answer) { ["HTTP status"] = call.HttpStatus.ToString(CultureInfo.InvariantCulture) }
        : call.Answer;
}
