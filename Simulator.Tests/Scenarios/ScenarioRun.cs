using KantanSim.Scenarios.Files;

namespace KantanSim.Tests.Scenarios;

/// <summary>Raises one cue after another for one payment.</summary>
internal sealed class ScenarioRun(Scenario scenario)
{
    readonly Dictionary<int, int> played = [];
    int raised;

    public ScenarioAction Next(Hook cue, bool inBrowser = false, Func<HookContext, HookContext>? with = null)
    {
        var occasion = new HookContext(cue) { ShopId = "tshop00000001", OrderId = "ORDER-1", Total = 1_000, Attempt = ++raised, PlayCount = place => played.GetValueOrDefault(place) };
        if (scenario.RuleFor(with?.Invoke(occasion) ?? occasion, inBrowser) is not var (rule, place)) return cue.DefaultAction;
        played[place] = played.GetValueOrDefault(place) + 1;
        return rule.Then;
    }
}
