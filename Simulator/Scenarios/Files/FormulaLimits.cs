namespace KantanSim.Scenarios.Files;

/// <summary>What the formulas of one reaction may use together. Scriban's own limits of one loop or one text lie below these.</summary>
/// <param name="MaxTime">The last resort: steps and size are used up long before.</param>
internal sealed record FormulaLimits(TimeSpan MaxTime)
{
    /// <summary>Evaluated nodes of the templates' syntax trees; a value counts one more for each <see cref="CharsPerStep"/>.</summary>
    public const int MaxSteps = 10_000;
    /// <summary>Characters of texts, items of lists and bytes of large numbers that are made on the way, all together.</summary>
    public const int MaxSize = 65_536;
    /// <summary>Functions take time in proportion to what they are given.</summary>
    public const int CharsPerStep = 256;
    /// <summary>Rounds of one loop with the loops inside it, and numbers of one range.</summary>
    public const int MaxRounds = 1_000;
    /// <summary>Calls of functions inside one another.</summary>
    public const int MaxDepth = 20;
    /// <summary>The time is looked at after so many steps, so that a busy machine does not fail a short formula.</summary>
    public const int StepsPerTimeCheck = 100;

    public static readonly FormulaLimits Default = new(TimeSpan.FromSeconds(2));
}
