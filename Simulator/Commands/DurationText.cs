using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace KantanSim.Commands;

/// <summary>Durations as people type them: <c>90m</c>, <c>1d12h</c>, or ISO 8601.</summary>
internal static partial class DurationText
{
    public const string Allowed = "a duration such as 30s, 90m, 1h, 20d, 1d12h, PT1H or P20D";

    /// <returns>The same duration in ISO 8601, such as <c>P1DT12H</c>; null for a text that is no duration, or a negative one.</returns>
    public static string? ToIso(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        return text[0] is 'P' or 'p' ? OfIso(text.ToUpperInvariant()) : OfUnits(Units().Match(text.ToLowerInvariant()));
    }

    static string? OfIso(string text)
    {
        try { return XmlConvert.ToTimeSpan(text) >= TimeSpan.Zero ? text : null; }
        catch (Exception fault) when (fault is FormatException or OverflowException) { return null; }
    }

    static string? OfUnits(Match units)
    {
        var time = $"{Part(units, "h")}{Part(units, "m")}{Part(units, "s")}";
        return units.Success ? OfIso($"P{Part(units, "d")}{(time.Length == 0 ? "" : $"T{time}")}") : null;
    }

    static string Part(Match units, string unit) => units.Groups[unit] is { Success: true } group
        ? string.Create(CultureInfo.InvariantCulture, $"{group.Value}{unit.ToUpperInvariant()}")
        : "";

    [GeneratedRegex(@"^(?=\d)((?<d>\d{1,6})d)?((?<h>\d{1,6})h)?((?<m>\d{1,6})m)?((?<s>\d{1,6})s)?$")]
    private static partial Regex Units();
}
