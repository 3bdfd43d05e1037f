using System.Text.RegularExpressions;
using KantanSim.Scenarios.Files;
using KantanSim.Transactions;

namespace KantanSim.Evidence;

/// <summary>
/// What the consumer and an operator did, as steps of a script: visits, ends of contracts and terms, repeated notifications.
/// </summary>
internal static partial class OperatorStimuli
{
    public static IEnumerable<Stimulus> Of(PaymentRecord record) =>
        from entry in record.Timeline
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
