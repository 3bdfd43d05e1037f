namespace KantanSim.Advice.Rules.Return;

/// <summary>Rules about the way back to the shop.</summary>
internal static class ReturnRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new ReturnFailed(),
        new ReturnUrlUnreachable(),
        new TokenPlusLost(),
    ];
}
