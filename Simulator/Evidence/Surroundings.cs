using KantanSim.Protocol;
using KantanSim.Scenarios.Files;
using KantanSim.Wire;

namespace KantanSim.Evidence;

/// <summary>What a run depends on that is not in a scenario file, in sentences for the file's head.</summary>
internal static class Surroundings
{
    public static IEnumerable<string> Of(PaymentRecord record, IReadOnlyList<Rule> rules, IReadOnlyList<Stimulus> stimuli)
    {
        var began = record.Payment.CreatedAt;
        if (rules.Any(rule => rule.Match?.Time is not null))
            yield return $"A rule depends on the time of day: the run began at {Jst.Format(began, "HH:mm")} in Japan.";
        if (stimuli.Any(stimulus => stimulus.Line.Do == "RecruitContinuanceChargeCancel"))
            yield return $"The months are those of the run, which began on {Jst.Format(began, "yyyy-MM-dd")}.";
        if (record.Shop.Protocol.Count > 0)
            yield return $"The shop had protocol options of its own: {OptionsOf(record.Shop)}.";
        if (HasOverlap(stimuli))
            yield return "Calls overlapped: the script makes them one after the other.";
        if (stimuli.Count == 0)
            yield return "Nothing that was done with the payment is known: the script is the usual one.";
    }

    static string OptionsOf(Shop shop) => string.Join(", ", shop.Protocol.Select(one => $"{one.Key} {one.Value}"));

    static bool HasOverlap(IReadOnlyList<Stimulus> stimuli)
    {
        var ordered = stimuli.Where(stimulus => stimulus.Line.Do != "play").OrderBy(stimulus => stimulus.RealAt).ToList();
        return ordered.Zip(ordered.Skip(1)).Any(pair => pair.Second.RealAt < pair.First.RealEnd);
    }
}
