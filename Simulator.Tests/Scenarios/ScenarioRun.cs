using KantanSim.Scenarios.Files;

namespace KantanSim.Tests.Scenarios;

/// <summary>Raises hooks for one payment.</summary>
internal sealed class ScenarioRun(Scenario scenario)
{
    readonly Dictionary<int, int> playCounts = [];
    int attempt;

    /// <summary>The action of the rule that is played.</summary>
    public ScenarioAction Raise(Hook hook, bool inBrowser = false)
    {
        attempt++;
        var context = new HookContext(hook)
        {
            ShopId = "tshop00000001",
            OrderId = "ORDER-1",
            Total = 1_000,
            Attempt = attempt,
            PlayCount = index => playCounts.GetValueOrDefault(index),
        };
        if (scenario.RuleFor(context, inBrowser) is not var (rule, index)) return hook.DefaultAction;
        playCounts[index] = playCounts.GetValueOrDefault(index) + 1;
        return rule.Then;
    }
}
