namespace KantanSim.Bench;

/// <summary>What is made of measured figures.</summary>
internal static class Statistics
{
    public static double Median(IEnumerable<double> of)
    {
        var sorted = of.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
