namespace KantanSim.Check.Reports;

/// <summary>The beginning and the end of a long list, so that a report stays readable.</summary>
/// <param name="LeftOut">How many items between both are left out; 0 when all are there.</param>
internal sealed record CappedList<T>(IReadOnlyList<T> First, int LeftOut, IReadOnlyList<T> Last)
{
    /// <param name="items">All.</param>
    /// <param name="max">How many are shown at most.</param>
    /// <param name="last">How many of these are taken from the end of a list that is longer.</param>
    public static CappedList<T> Of(IReadOnlyList<T> items, int max, int last = 0) => items.Count <= max
        ? new(items, 0, [])
        : new([.. items.Take(max - last)], items.Count - max, [.. items.TakeLast(last)]);
}
