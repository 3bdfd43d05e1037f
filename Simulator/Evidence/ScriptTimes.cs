using System.Xml;
using KantanSim.Scenarios.Files;
using KantanSim.Transactions;

namespace KantanSim.Evidence;

/// <summary>Puts steps in order, and adds the times by which the clock was advanced between them.</summary>
internal static class ScriptTimes
{
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    // In seconds: what a call or a click takes.
    const double Tolerance = 0.05;

    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static IReadOnlyList<ScriptLine> Script(IEnumerable<Stimulus> stimuli, IReadOnlyList<TimelineEntry> timeline)
    {
        List<ScriptLine> script = [];
        DateTimeOffset? clock = null;
        var realEnd = DateTimeOffset.MinValue;
        foreach (var stimulus in stimuli.OrderBy(one => one.RealAt))
        {
            if (clock is { } before) clock = before + Advance(script, stimulus.From - before, stimulus.RealAt - realEnd);
            script.Add(stimulus.Line);
            var begun = clock is { } now && now > stimulus.From ? now : stimulus.From;
            // A call that a scenario delays is answered while the clock is advanced.
            clock = begun + Advance(script, stimulus.To - stimulus.From, TimeSpan.Zero);
            realEnd = stimulus.RealEnd;
        }
        if (clock is { } last && timeline.Count > 0)
        {
            var end = timeline.MaxBy(entry => entry.At)!;
            Advance(script, end.At - last, end.RealAt - realEnd);
        }
        return script;
    }

    /// <summary>Adds a step for time that passed by an advance, or that is long enough to matter.</summary>
    /// <param name="passed">Simulated time.</param>
    /// <param name="real">Real time that passed meanwhile.</param>
    /// <returns>The time of the step.</returns>
    static TimeSpan Advance(List<ScriptLine> script, TimeSpan passed, TimeSpan real)
    {
        if (passed < Second || (passed < Minute && passed - real < Second)) return TimeSpan.Zero;
        var rounded = TimeSpan.FromSeconds(Math.Ceiling(Advanced(passed, real).TotalSeconds - Tolerance));
        Add(script, rounded);
        return rounded;
    }

    // A running clock also passes real time, which passes again in a replay. A clock that stands still is advanced by whole seconds.
    static TimeSpan Advanced(TimeSpan passed, TimeSpan real)
    {
        var isWhole = passed.Ticks % TimeSpan.TicksPerSecond == 0;
        return isWhole || real < TimeSpan.Zero || passed - real < Second ? passed : passed - real;
    }

    // Two advances, one after the other, are one, unless that is longer than a step may be.
    static void Add(List<ScriptLine> script, TimeSpan time)
    {
        if (script is [.., { Do: "advance", Value: { } before }])
        {
            time += XmlConvert.ToTimeSpan(before);
            script.RemoveAt(script.Count - 1);
        }
        for (; time > DelayRange.Max; time -= DelayRange.Max) script.Add(Line(DelayRange.Max));
        script.Add(Line(time));
    }

    static ScriptLine Line(TimeSpan time) => new("advance", XmlConvert.ToString(time), null);
}
