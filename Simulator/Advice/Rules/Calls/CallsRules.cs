namespace KantanSim.Advice.Rules.Calls;

/// <summary>Rules about the form of the calls.</summary>
internal static class CallsRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
    ];
}
