namespace KantanSim.Scenarios;

/// <summary>What happens to one payment: ordered rules, a text for people and, where it has one, the payments it claims.</summary>
/// <param name="Name">Lower-case letters, digits and hyphens; the name of its file.</param>
/// <param name="Title">A few words for lists.</param>
/// <param name="Description">One sentence on what a good merchant does.</param>
/// <param name="Match">The payments that play it without being told; null when it waits to be named.</param>
/// <param name="Rules">The first that fits and is not used up is played.</param>
internal sealed record Scenario(
    string Name, LocalText Title, LocalText Description, ScenarioMatch? Match, IReadOnlyList<Rule> Rules)
{
    /// <summary>True when a browser that follows StartURL comes to an end without a person.</summary>
    public bool Unattended =>
        InBrowser(Cue.Starting, 0) != Cue.Starting.Unscripted ||
        InBrowser(Cue.WalletOpened, 0) != Cue.WalletOpened.Unscripted;

    /// <summary>What a browser meets: a rule that is played by a person lets the pages be shown.</summary>
    /// <param name="cue">The moment.</param>
    /// <param name="raisedBefore">How often this cue was raised before for this transaction.</param>
    public Reaction InBrowser(Cue cue, int raisedBefore) =>
        RuleFor(cue, raisedBefore) is { By: PlayedBy.Itself } rule ? rule.Then : cue.Unscripted;

    /// <summary>What the control API's <c>play</c> does in the consumer's place, and what needs no consumer.</summary>
    /// <param name="cue">The moment.</param>
    /// <param name="raisedBefore">How often this cue was raised before for this transaction, for the operation if it has one.</param>
    /// <param name="operation">The gateway's API that is called.</param>
    public Reaction Played(Cue cue, int raisedBefore, string? operation = null) => RuleFor(cue, raisedBefore, operation)?.Then ?? cue.Unscripted;

    /// <summary>Whether any rule speaks of the cue at all.</summary>
    public bool Speaks(Cue cue, string? operation = null) => Rules.Any(rule => rule.SpeaksOf(cue, operation));

    Rule? RuleFor(Cue cue, int raisedBefore, string? operation = null)
    {
        foreach (var rule in Rules.Where(rule => rule.SpeaksOf(cue, operation)))
        {
            if (rule.Times is not { } times || raisedBefore < times) return rule;
            raisedBefore -= times;
        }
        return null;
    }
}

/// <summary>One text in the two languages of the pages.</summary>
internal sealed record LocalText(string En, string Ja);
