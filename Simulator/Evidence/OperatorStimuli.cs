using System.Text.RegularExpressions;
using KantanSim.Scenarios.Files;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Evidence;

/// <summary>
/// What the consumer and an operator did, as steps of a script: visits, ends of contracts and terms, repeated notifications.
/// </summary>
internal static partial class OperatorStimuli
{
    /// <param name="unsaved">A sentence about each visit that is left out is added here.</param>
    public static IEnumerable<Stimulus> Of(PaymentRecord record, List<string> unsaved)
    {
        var left = LeftOut(record);
        unsaved.AddRange(left.Select(NotSaved));
        return StimuliOf(record.Timeline.Where(entry => !left.Contains(entry, ReferenceEqualityComparer.Instance)));
    }

    // A rule that has refused a visit is used up by it: without the visit it would refuse the next one.
    static List<TimelineEntry> LeftOut(PaymentRecord record)
    {
        if (record.Scenario.Handles(Hook.Starting)) return [];
        return [.. Visit.Of(record.Timeline).Where(visit => visit.LedNowhere).Select(visit => visit.Start)];
    }

    static string NotSaved(TimelineEntry start) =>
        $"not saved: a visit at {Jst.Readable(start.At)}, refused with {start.Answer?.GetValueOrDefault("ErrInfo", "")}, that led nowhere.";

    static IEnumerable<Stimulus> StimuliOf(IEnumerable<TimelineEntry> timeline) =>
        from entry in timeline
        let line = LineOf(entry)
        where line is not null
        select new Stimulus(line, entry.RealAt - TimeSpan.FromMilliseconds(entry.Milliseconds), entry.RealAt, entry.At, entry.At);

    static ScriptLine? LineOf(TimelineEntry entry)
    {
        if (Visit.IsStart(entry)) return new("play", null, null);
        if (entry is { From: Party.Consumer, To: Party.Wallet, What: "ends the contract" }) return new("end", null, null);
        if (entry is { From: Party.Simulator, What: "the term is ended before its time" }) return new("expire", null, null);
        return entry.From == Party.Simulator && Resent().Match(entry.What) is { Success: true } resent
            ? new("resend", resent.Groups[1].Value, null)
            : null;
    }

    [GeneratedRegex(@"^result notification (\d+) is sent again$")]
    private static partial Regex Resent();
}
