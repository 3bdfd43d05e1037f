namespace KantanSim.Scenarios.Files;

/// <summary>What happens to one payment: ordered rules, texts, and optionally a match that selects payments.</summary>
/// <param name="Name">Lower-case letters, digits and hyphens; the name of its file.</param>
/// <param name="Title">A short title for lists.</param>
/// <param name="Description">One sentence on what a good merchant does.</param>
/// <param name="Match">Selects payments automatically; null when the scenario must be selected by name.</param>
/// <param name="Rules">The first matching rule that is not used up is played.</param>
internal sealed record Scenario(
    string Name, LocalText Title, LocalText Description, ScenarioMatch? Match, IReadOnlyList<Rule> Rules)
{
    /// <summary>Which of notification and browser's return comes first.</summary>
    public Race Race { get; init; }

    /// <summary>The race's word in scenario files; null for <see cref="Race.Free"/>.</summary>
    public string? RaceWord => Race == Race.Free
        ? null
        : ScenarioReader.Races.First(word => word.Equals($"{Race}", StringComparison.OrdinalIgnoreCase));

    /// <summary>The steps that play it, in order; empty: register, request, play.</summary>
    public IReadOnlyList<ScriptLine> Script { get; init; } = [];

    /// <summary>The expected final state.</summary>
    public Expectation? Expect { get; init; }

    /// <summary>The subfolder of its file, relative to the library's folder; empty for the library's folder itself.</summary>
    public string Folder { get; init; } = "";

    /// <summary>The content of its file; empty for the built-in scenario without a file.</summary>
    public string Yaml { get; init; } = "";

    /// <summary>Whether it is in memory only, until the program ends: it has no file.</summary>
    public bool IsDraft { get; init; }

    /// <summary>Subfolder and name, as in <c>wallet/wallet-declines</c>.</summary>
    public string FullName => Folder.Length == 0 ? Name : $"{Folder}/{Name}";

    /// <summary>True when a browser that follows StartURL reaches the end without a person.</summary>
    public bool IsUnattended => Rules.Any(NeedsNobody);

    static bool NeedsNobody(Rule rule)
    {
        if (rule.Mode != PlayMode.Automatic || rule.IsByChance) return false;
        if (rule.When == Hook.Starting) return rule.Then is ScenarioAction.ArriveLate;
        return rule.When == Hook.WalletOpened && rule.Then is not ScenarioAction.AskPerson;
    }

    /// <summary>Whether any rule is for this hook.</summary>
    public bool Handles(Hook hook)
    {
        for (var index = 0; index < Rules.Count; index++)
            if (Rules[index].When == hook) return true;
        return false;
    }

    /// <summary>The rule to play and its index in the file; null when no rule applies.</summary>
    /// <param name="inBrowser">
    /// A browser raised the hook: for a rule with <c>by: person</c> the result is null, so that the pages are shown.
    /// </param>
    public (Rule Rule, int Index)? RuleFor(HookContext context, bool inBrowser = false)
    {
        for (var index = 0; index < Rules.Count; index++)
        {
            var rule = Rules[index];
            if (!rule.AppliesTo(context)) continue;
            if (rule.IsByChance && context.Draw(index) >= rule.Chance) continue;
            if (rule.Times is { } times && context.PlayCount(index) >= times) continue;
            return inBrowser && rule.Mode == PlayMode.Manual ? null : (rule, index);
        }
        return null;
    }
}

/// <summary>A text in the two languages of the pages.</summary>
internal sealed record LocalText(string En, string Ja);

/// <summary>Which reaches the merchant first after the consumer's decision: the notification or the browser's return.</summary>
internal enum Race
{
    /// <summary>Undefined: neither waits for the other.</summary>
    Free,
    /// <summary>The browser returns after the merchant has answered the notification.</summary>
    NotificationFirst,
    /// <summary>The notification is sent after the browser has returned to the merchant.</summary>
    ReturnFirst,
    /// <summary>The notification is sent at the same time as the browser returns.</summary>
    Together,
    /// <summary>The notification is not sent.</summary>
    NotificationNever,
    /// <summary>The browser does not return.</summary>
    ReturnNever,
}
