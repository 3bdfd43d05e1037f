using KantanSim.Scenarios.Files;

namespace KantanSim.Tests.Scenarios;

/// <summary>Raises one cue after another for one payment.</summary>
internal sealed class Turns(Scenario scenario)
{
    readonly Dictionary<int, int> played = [];
    int raised;

    public Reaction Next(Cue cue, bool inBrowser = false, Func<Occasion, Occasion>? with = null)
    {
        var occasion = new Occasion(cue) { ShopId = "tshop00000001", OrderId = "ORDER-1", Total = 1_000, Attempt = ++raised, PlayedBefore = place => played.GetValueOrDefault(place) };
        if (scenario.RuleFor(with?.Invoke(occasion) ?? occasion, inBrowser) is not var (rule, place)) return cue.Unscripted;
        played[place] = played.GetValueOrDefault(place) + 1;
        return rule.Then;
    }
}
