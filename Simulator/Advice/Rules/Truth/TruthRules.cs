namespace KantanSim.Advice.Rules.Truth;

/// <summary>Rules about how the shop learns the truth.</summary>
internal static class TruthRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new SaleWithoutSearch(),
        new SaleBeforeAuth(),
        new SaleAfterFalseResult(),
        new LostAnswerNotSearched(),
        new LostAnswerRepeated(),
        new SearchTooOften(),
        new ResultNotLookedFor(),
    ];
}
