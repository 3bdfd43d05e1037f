#pragma warning disable format // aligned tables
using KantanSim.Scenarios.Files;

namespace KantanSim.Tests.Scenarios;

public sealed class ScenarioTests
{
    // The action at each walletOpened.
    [Theory]
    [InlineData("",                                        "askPerson askPerson")]
    [InlineData("cancel",                                  "cancel cancel cancel")]
    [InlineData("cancel, times: 1",                        "cancel askPerson askPerson")]
    [InlineData("cancel, times: 2|leave, times: 1|approve", "cancel cancel leave approve approve")]
    public void The_first_rule_that_is_not_used_up_is_played(string rules, string expected)
    {
        var scenario = WithRules(rules.Split('|', StringSplitOptions.RemoveEmptyEntries));
        var run = new ScenarioRun(scenario);
        var played = Enumerable.Range(0, expected.Split(' ').Length).Select(_ => run.Raise(Hook.WalletOpened).Name);
        Assert.Equal(expected, string.Join(' ', played));
    }

    [Theory]
    [InlineData("success",     "proceed",    "askPerson", "proceed",    "approve",   false)]
    [InlineData("cancel",      "proceed",    "cancel",    "proceed",    "cancel",    true)]
    [InlineData("timeout",     "arriveLate", "askPerson", "arriveLate", "askPerson", true)]
    [InlineData("points-only", "proceed",    "approve",   "proceed",    "approve",   true)]
    public void A_rule_by_a_person_applies_only_without_a_browser(
        string name, string startInBrowser, string walletInBrowser, string startPlayed, string walletPlayed, bool unattended)
    {
        var scenario = RepositoryScenarios.Library.Find(name)!;
        Assert.Equal(startInBrowser,  new ScenarioRun(scenario).Raise(Hook.Starting, inBrowser: true).Name);
        Assert.Equal(walletInBrowser, new ScenarioRun(scenario).Raise(Hook.WalletOpened, inBrowser: true).Name);
        Assert.Equal(startPlayed,     new ScenarioRun(scenario).Raise(Hook.Starting).Name);
        Assert.Equal(walletPlayed,    new ScenarioRun(scenario).Raise(Hook.WalletOpened).Name);
        Assert.Equal(unattended,      scenario.IsUnattended);
    }

    [Theory]
    [InlineData("shop1", "A-*", 100L, 200L, "shop1", "A-1", 100, true)]
    [InlineData("shop1", "A-*", 100L, 200L, "shop1", "A-1", 200, true)]
    [InlineData("shop1", "A-*", 100L, 200L, "shop1", "A-1", 99,  false)]
    [InlineData("shop1", "A-*", 100L, 200L, "shop1", "A-1", 201, false)]
    [InlineData("shop1", "A-*", 100L, 200L, "shop2", "A-1", 100, false)]
    [InlineData("shop1", "A-*", 100L, 200L, "shop1", "B-1", 100, false)]
    [InlineData("shop1", null,  null, null, "SHOP1", "B-1", 100, false)]
    [InlineData(null,    null,  null, 200L, "shop2", "B-1", 1,   true)]
    [InlineData(null,    null,  100L, null, "shop2", "B-1", 1,   false)]
    public void A_match_requires_all_of_its_keys(
        string? shop, string? order, long? from, long? to, string shopId, string orderId, long amount, bool expected) =>
        Assert.Equal(expected, new ScenarioMatch(shop, order, from, to).Fits(shopId, orderId, amount));

    [Theory]
    [InlineData("none",     true,  "none")]
    [InlineData("0",        true,  "none")]
    [InlineData("all",      true,  "all")]
    [InlineData("500",      true,  "500")]
    [InlineData("9999999",  true,  "9999999")]
    [InlineData("10000000", false, null)]
    [InlineData("9223372036854775807", false, null)]
    [InlineData("-1",       false, null)]
    [InlineData("ALL",      false, null)]
    [InlineData("",         false, null)]
    [InlineData(null,       false, null)]
    public void Points_are_parsed_as_none_all_or_a_number(string? text, bool expected, string? shown)
    {
        Assert.Equal(expected, PointsUse.TryParse(text, out var use));
        if (expected) Assert.Equal(shown, use.ToString());
    }

    static Scenario WithRules(IEnumerable<string> rules)
    {
        // A rule of another hook does not count.
        var lines = rules.Select(rule => $"  - {{ when: walletOpened, then: {rule} }}\n");
        var text = "name: x\nrules:\n  - { when: starting, then: proceed, times: 1 }\n" + string.Concat(lines);
        return ScenarioFile.Parse(text, "x.yaml", BuiltInSymbols.Known).Scenario!;
    }
}
