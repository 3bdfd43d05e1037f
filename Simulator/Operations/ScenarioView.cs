using KantanSim.Scenarios.Files;

namespace KantanSim.Operations;

/// <summary>
/// A scenario. Folder is empty for a file in the scenarios folder itself. Script is what a merchant and a consumer do to see it; when
/// empty: register, request, play.
/// </summary>
internal sealed record ScenarioView(
    string Name, string Folder, LocalText Title, LocalText Description, string? Match, string? Race, bool Unattended,
    IReadOnlyList<RuleView> Rules, IReadOnlyList<ScriptLine> Script, ExpectView? Expect)
{
    public static ScenarioView Of(Scenario scenario) => new(
        scenario.Name, scenario.Folder, scenario.Title, scenario.Description,
        scenario.Match?.ToString(), scenario.RaceWord, scenario.IsUnattended,
        [.. scenario.Rules.Select(RuleView.Of)], scenario.Script, ExpectView.Of(scenario.Expect));
}

/// <summary>
/// A rule. Chance is the probability with which it is played, up to 1; then is the action's word; text is the action with its parameters;
/// by is <c>itself</c> or <c>person</c>.
/// </summary>
internal sealed record RuleView(string When, string? Match, double Chance, string Then, string Text, int? Times, string By)
{
    public static RuleView Of(Rule rule) => new(
        rule.When.Name, rule.Match?.ToString(), rule.Chance, rule.Then.Name, ScenarioFormatter.Format(rule), rule.Times,
        rule.Mode == PlayMode.Automatic ? "itself" : "person");
}

/// <summary>What must hold in the end. Null is not checked; an empty errInfo means no error.</summary>
internal sealed record ExpectView(string? Status, string? ErrInfo, IReadOnlyList<string>? Notified, IReadOnlyList<string>? Returned)
{
    public static ExpectView? Of(Expectation? expect) =>
        expect is null ? null : new(expect.Status, expect.ErrInfo, expect.Notified, expect.Returned);
}
