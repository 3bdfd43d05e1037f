namespace KantanSim.Bench;

internal static class Statistics
{
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    /// <param name="part">From 0 to 1, exclusive.</param>
    public static double Percentile(IReadOnlyCollection<double> values, double part) =>
        values.Order().ElementAt((int)(values.Count * part));
}
