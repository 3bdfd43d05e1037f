using KantanSim.Scenarios.Files;

namespace KantanSim.Operations;

/// <summary>A scenario; folder is empty for a file that lies in none, script for one that registers, requests and plays.</summary>
internal sealed record ScenarioView(
    string Name, string Folder, LocalText Title, LocalText Description, string? Match, string? Race, bool Unattended, IReadOnlyList<RuleView> Rules,
    IReadOnlyList<ScriptLine> Script, ExpectView? Expect)
{
    public static ScenarioView Of(Scenario scenario) => new(
        scenario.Name, scenario.Folder, scenario.Title, scenario.Description, scenario.Match?.ToString(), scenario.RaceWord, scenario.IsUnattended,
        [.. scenario.Rules.Select(rule => new RuleView(rule.When.Name, rule.Match?.ToString(), rule.Then.Name, ScenarioFormatter.Format(rule), rule.Times, rule.Mode == PlayMode.Automatic ? "itself" : "person"))],
        scenario.Script, scenario.Expect is { } expect ? new(expect.Status, expect.ErrInfo, expect.Notified, expect.Returned) : null);
}

/// <summary>Then is the reaction's word, text the reaction with its keys.</summary>
internal sealed record RuleView(string When, string? Match, string Then, string Text, int? Times, string By);

/// <summary>What must hold in the end; null is not asked, an empty errInfo means none.</summary>
internal sealed record ExpectView(string? Status, string? ErrInfo, IReadOnlyList<string>? Notified, IReadOnlyList<string>? Returned);
