using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace KantanSim.Scenarios.Files;

/// <summary>How many points to use: none, all that the member has and the payment accepts, or a number. 1 point = 1 yen.</summary>
/// <param name="AtMost">The requested points; the member's balance and the amount to pay limit it further.</param>
internal readonly record struct PointsUse(long AtMost)
{
    /// <summary>The largest number that can be requested: the largest payment.</summary>
    public const long Max = 9_999_999;

    public static readonly PointsUse None = new(0);
    public static readonly PointsUse All = new(long.MaxValue);

    public static PointsUse Some(long points) => new(points);

    /// <summary>Parses <c>none</c>, <c>all</c> or a number from 0 to <see cref="Max"/>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out PointsUse use)
    {
        use = None;
        if (text is "none") return true;
        if (text is "all")
        {
            use = All;
            return true;
        }
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var points) || points > Max) return false;
        use = Some(points);
        return true;
    }

    public override string ToString()
    {
        if (this == None) return "none";
        return this == All ? "all" : AtMost.ToString(CultureInfo.InvariantCulture);
    }
}
