namespace KantanSim.Scenarios.Files;

/// <summary>One line of a scenario: at this moment, this happens.</summary>
/// <param name="When">The moment.</param>
/// <param name="Then">What happens; the values of a <see cref="EvaluateFormula"/> are those of an imagined payment.</param>
/// <param name="Times">How often it is played for one transaction before the next rule has its turn; null = always.</param>
/// <param name="Mode">Who has to do it.</param>
/// <param name="Match">When it speaks, beside the moment.</param>
internal sealed record Rule(Hook When, ScenarioAction Then, int? Times = null, PlayMode Mode = PlayMode.Automatic, RuleMatch? Match = null)
{
    /// <summary>Reads the reaction anew with the values of a payment, when it has any that are worked out; null when it has none.</summary>
    public Func<HookContext, Random, FormulaResult>? EvaluateFormula { get; init; }

    /// <summary>How the reaction is written, when it has values that are worked out.</summary>
    public string? SourceText { get; init; }

    public bool AppliesTo(HookContext occasion) => When == occasion.Hook && Match?.Fits(occasion) is not false;
}

/// <summary>What came of a formula for one payment: a reaction, or why there is none.</summary>
internal sealed record FormulaResult(ScenarioAction? Reaction, IReadOnlyList<string> Faults);

internal enum PlayMode
{
    /// <summary>Plays as soon as a browser follows StartURL: nobody has to click.</summary>
    Automatic,

    /// <summary>A browser is shown the pages; the control API's <c>play</c> plays the rule in the person's place.</summary>
    Manual,
}
