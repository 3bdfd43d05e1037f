namespace KantanSim.Scenarios.Files;

/// <summary>Limits for all formulas of one action together. Scriban's own limits for a single loop or text are lower.</summary>
/// <param name="MaxTime">A safety net: the step and size limits are normally reached long before.</param>
internal sealed record FormulaLimits(TimeSpan MaxTime)
{
    /// <summary>Evaluated syntax tree nodes; a value costs one more step per <see cref="CharsPerStep"/>.</summary>
    public const int MaxSteps = 10_000;
    /// <summary>Total of characters of texts, items of lists and bytes of large numbers, intermediate values included.</summary>
    public const int MaxSize = 65_536;
    /// <summary>Functions take time in proportion to the size of their arguments.</summary>
    public const int CharsPerStep = 256;
    /// <summary>Iterations of one loop including its inner loops, and numbers of one range.</summary>
    public const int MaxRounds = 1_000;
    /// <summary>Nested function calls.</summary>
    public const int MaxDepth = 20;
    /// <summary>The time is checked once per this many steps, so that a busy machine does not fail a short formula.</summary>
    public const int StepsPerTimeCheck = 100;

    public static readonly FormulaLimits Default = new(TimeSpan.FromSeconds(2));
}
