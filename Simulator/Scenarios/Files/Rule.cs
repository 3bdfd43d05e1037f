using YamlDotNet.RepresentationModel;

namespace KantanSim.Scenarios.Files;

/// <summary>One rule of a scenario: an action at a hook.</summary>
/// <param name="When">The hook.</param>
/// <param name="Then">The action; with <see cref="EvaluateFormula"/> its values are those of a sample payment.</param>
/// <param name="Times">How many times it is played per transaction before the next rule applies; null: unlimited.</param>
/// <param name="Mode">Whether a person is involved.</param>
/// <param name="Match">Further conditions; null: none.</param>
/// <param name="Chance">The probability with which it is played, above 0 and up to 1; otherwise the next rule applies.</param>
internal sealed record Rule(
    Hook When,
    ScenarioAction Then,
    int? Times = null,
    PlayMode Mode = PlayMode.Automatic,
    RuleMatch? Match = null,
    double Chance = 1)
{
    /// <summary>Creates the action with the values of a payment; null when the action has no formula.</summary>
    public Func<HookContext, Random, FormulaResult>? EvaluateFormula { get; init; }

    /// <summary>The action as it is written in the file; null when it has no formula.</summary>
    public string? SourceText { get; init; }

    /// <summary>The parameters of the action as they are written in the file; null when it has no formula.</summary>
    public YamlNode? SourceArguments { get; init; }

    /// <summary>Whether it is not played each time that it applies.</summary>
    public bool IsByChance => Chance < 1;

    /// <summary>Whether it can do something else in another run: by chance, by a random number, or by a random duration.</summary>
    public bool Varies => IsByChance || Then.RandomDuration is not null || SourceText?.Contains("random", StringComparison.Ordinal) is true;

    public bool AppliesTo(HookContext context) => When == context.Hook && Match?.Fits(context) is not false;
}

/// <summary>The action for one payment, or null with the errors that prevented it.</summary>
internal sealed record FormulaResult(ScenarioAction? Action, IReadOnlyList<string> Errors);

internal enum PlayMode
{
    /// <summary>Played as soon as a browser follows StartURL: no click is needed.</summary>
    Automatic,

    /// <summary>A browser gets the pages; the control API's <c>play</c> plays the rule in the person's place.</summary>
    Manual,
}
