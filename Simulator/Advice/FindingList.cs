using System.Collections.Immutable;

namespace KantanSim.Advice;

/// <summary>Compares and merges lists of findings.</summary>
internal static class FindingList
{
    /// <summary>Maximum number of findings about a shop's calls that belong to no payment; the oldest are dropped first.</summary>
    public const int MaxOfShop = 200;

    public static bool AreEqual(ImmutableArray<Finding> one, ImmutableArray<Finding> other) =>
        one.Length == other.Length && one.Zip(other).All(pair => AreEqual(pair.First, pair.Second));

    /// <summary>
    /// The findings of now, and earlier ones that cannot be judged again, because a call that shows them is no longer kept. Each fault
    /// once.
    /// </summary>
    /// <param name="oldestKept">The number of the oldest call that is kept.</param>
    public static ImmutableArray<Finding> Merge(ImmutableArray<Finding> before, ImmutableArray<Finding> now, long oldestKept) =>
    [
        .. before.Where(old => old.Evidence.Any(one => one.Call < oldestKept) && !now.Any(current => IsSame(old, current))).Concat(now)
            .OrderBy(finding => finding.At).TakeLast(MaxOfShop)
            .OrderBy(finding => finding.Severity),
    ];

    // Records compare arrays by reference.
    static bool AreEqual(Finding one, Finding other) =>
        one with { Evidence = [] } == other with { Evidence = [] } && one.Evidence.SequenceEqual(other.Evidence);

    // The first evidence changes when more calls show the same fault than are kept. The subject does not.
    static bool IsSame(Finding one, Finding other)
    {
        if (one.Rule != other.Rule) return false;
        if (one.Subject.Length > 0 || other.Subject.Length > 0) return one.Subject == other.Subject;
        return one.Evidence is [var first, ..] && other.Evidence is [var second, ..] && first == second;
    }
}
