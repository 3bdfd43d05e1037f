using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace KantanSim.Scenarios.Files;

/// <summary>How many points pay: none, all that the member has and the payment takes, or a number. 1 point = 1 yen.</summary>
/// <param name="AtMost">The wish in points; what the member has and what is to be paid limit it further.</param>
internal readonly record struct PointsUse(long AtMost)
{
    /// <summary>The largest number that can be asked for: the largest payment.</summary>
    public const long Most = 9_999_999;

    public static readonly PointsUse None = new(0);
    public static readonly PointsUse All = new(long.MaxValue);

    public static PointsUse Some(long points) => new(points);

    /// <summary>Reads <c>none</c>, <c>all</c> or a number from 0 to <see cref="Most"/>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out PointsUse use)
    {
        use = text switch
        {
            "none" => None,
            "all"  => All,
            _      => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var points) ? Some(points) : new(-1),
        };
        return text == "all" || use.AtMost is >= 0 and <= Most;
    }

    public override string ToString() =>
        this == None ? "none" : this == All ? "all" : AtMost.ToString(CultureInfo.InvariantCulture);
}
