using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Xml;

namespace KantanSim.Scenarios.Files;

/// <summary>A span of time, or one between two drawn by chance. Written as ISO 8601 durations such as PT5S.</summary>
internal readonly record struct DelayRange(TimeSpan From, TimeSpan To)
{
    /// <summary>The longest that can be asked for.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(3_660);

    public TimeSpan Pick(Random chance) => From == To ? From : From + (To - From) * chance.NextDouble();

    public static bool TryParse([NotNullWhen(true)] string? text, out TimeSpan span)
    {
        span = TimeSpan.Zero;
        if (string.IsNullOrEmpty(text) || text[0] is not 'P') return false;
        try { span = XmlConvert.ToTimeSpan(text); }
        catch (Exception fault) when (fault is FormatException or OverflowException) { return false; }
        return span >= TimeSpan.Zero && span <= Longest;
    }

    public override string ToString() => From == To ? XmlConvert.ToString(From) : string.Create(CultureInfo.InvariantCulture, $"{XmlConvert.ToString(From)} to {XmlConvert.ToString(To)}");
}
