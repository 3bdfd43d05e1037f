namespace KantanSim.Scenarios;

/// <summary>One line of a scenario: at this moment, this happens.</summary>
/// <param name="When">The moment.</param>
/// <param name="Then">What happens.</param>
/// <param name="Times">How often it is played for one transaction before the next rule has its turn; null = always.</param>
/// <param name="By">Who has to do it.</param>
/// <param name="Operation">The gateway's API that it speaks of, for <see cref="Cue.Deciding"/>; null = every one.</param>
internal sealed record Rule(Cue When, Reaction Then, int? Times = null, PlayedBy By = PlayedBy.Itself, string? Operation = null)
{
    public bool SpeaksOf(Cue cue, string? operation) => When == cue && (Operation is null || Operation == operation);
}

internal enum PlayedBy
{
    /// <summary>Plays as soon as a browser follows StartURL: nobody has to click.</summary>
    Itself,

    /// <summary>A browser is shown the pages; the control API's <c>play</c> plays the rule in the person's place.</summary>
    Person,
}
