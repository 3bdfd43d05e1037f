using System.Globalization;

namespace KantanSim.Wire;

/// <summary>Reads times that people write, in options and queries.</summary>
internal static class IsoTime
{
    /// <summary>A point in time: ISO 8601; without an offset it is JST, as times in the advice's sentences are.</summary>
    /// <returns>Null for a text that is no time.</returns>
    public static DateTimeOffset? Parse(string? text)
    {
        var isParsed = DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var local);
        var complete = isParsed && local.Kind == DateTimeKind.Unspecified ? $"{text} +09:00" : text;
        return DateTimeOffset.TryParse(complete, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
    }
}
