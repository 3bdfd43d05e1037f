namespace KantanSim.Scenarios.Files;

/// <summary>What happens to one payment: ordered rules, a text for people and, where it has one, the payments it claims.</summary>
/// <param name="Name">Lower-case letters, digits and hyphens; the name of its file.</param>
/// <param name="Title">A few words for lists.</param>
/// <param name="Description">One sentence on what a good merchant does.</param>
/// <param name="Match">The payments that play it without being told; null when it waits to be named.</param>
/// <param name="Rules">The first that fits and is not used up is played.</param>
internal sealed record Scenario(
    string Name, LocalText Title, LocalText Description, ScenarioMatch? Match, IReadOnlyList<Rule> Rules)
{
    /// <summary>Which of notification and browser's return comes first.</summary>
    public Race Race { get; init; }

    /// <summary>The race's word in scenario files; null when nothing is asked for.</summary>
    public string? RaceWord => Race == Race.Free ? null : ScenarioReader.Races.First(word => word.Equals($"{Race}", StringComparison.OrdinalIgnoreCase));

    /// <summary>What a merchant and a consumer do to see it, in order; none: register, request, play.</summary>
    public IReadOnlyList<ScriptLine> Script { get; init; } = [];

    /// <summary>What must hold in the end.</summary>
    public Expectation? Expect { get; init; }

    /// <summary>The folder that its file is in, below the library's; empty when in the library's own.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Folder and name, as in <c>wallet/wallet-declines</c>.</summary>
    public string FullName => Folder.Length == 0 ? Name : $"{Folder}/{Name}";

    /// <summary>True when a browser that follows StartURL comes to an end without a person.</summary>
    public bool IsUnattended => Rules.Any(rule =>
        rule is { Mode: PlayMode.Automatic } && ((rule.When == Hook.Starting && rule.Then is ScenarioAction.ArriveLate) || (rule.When == Hook.WalletOpened && rule.Then is not ScenarioAction.AskPerson)));

    /// <summary>Whether any rule speaks of the cue at all.</summary>
    public bool Handles(Hook cue)
    {
        for (var place = 0; place < Rules.Count; place++)
            if (Rules[place].When == cue) return true;
        return false;
    }

    /// <summary>The rule that is played, and its place in the file; null when none speaks.</summary>
    /// <param name="inBrowser">A browser meets it: a rule that is played by a person lets the pages be shown.</param>
    public (Rule Rule, int Place)? RuleFor(HookContext occasion, bool inBrowser = false)
    {
        for (var place = 0; place < Rules.Count; place++)
        {
            var rule = Rules[place];
            if (rule.AppliesTo(occasion) && (rule.Times is not { } times || occasion.PlayCount(place) < times))
                return inBrowser && rule.Mode == PlayMode.Manual ? null : (rule, place);
        }
        return null;
    }
}

/// <summary>One text in the two languages of the pages.</summary>
internal sealed record LocalText(string En, string Ja);

/// <summary>Which of the two legs reaches the merchant first once the consumer has decided.</summary>
internal enum Race
{
    /// <summary>As it comes.</summary>
    Free,
    /// <summary>The browser is let go when the merchant has answered the notification.</summary>
    NotificationFirst,
    /// <summary>The notification is sent when the browser is back at the merchant.</summary>
    ReturnFirst,
    /// <summary>The notification is sent in the moment in which the browser is let go.</summary>
    Together,
    /// <summary>The notification never comes.</summary>
    NotificationNever,
    /// <summary>The browser never comes back.</summary>
    ReturnNever,
}
