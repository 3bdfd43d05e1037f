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

    /// <summary>
    /// The day, minute or second that a text names: <c>2026-01-31</c>, <c>2026-01-31T09:00</c>, or any point in time.
    /// </summary>
    /// <returns>The start, inclusive, and the end, exclusive; null for a text that is no time, or the last one of the calendar.</returns>
    public static (DateTimeOffset Start, DateTimeOffset End)? ParsePeriod(string text)
    {
        var start = Parse(text);
        var length = LengthOf(text);
        return start is { } at && IsInTheCalendar(at, length) ? (at, at + length) : null;
    }

    // The calendar ends for the local time and for UTC.
    static bool IsInTheCalendar(DateTimeOffset at, TimeSpan length)
    {
        var latest = DateTime.MaxValue - length;
        return at.DateTime < latest && at.UtcDateTime < latest;
    }

    static TimeSpan LengthOf(string text)
    {
        if (IsWritten(text, "yyyy-MM-dd")) return TimeSpan.FromDays(1);
        var isMinute = IsWritten(text, "yyyy-MM-dd'T'HH:mm") || IsWritten(text, "yyyy-MM-dd HH:mm");
        return isMinute ? TimeSpan.FromMinutes(1) : TimeSpan.FromSeconds(1);
    }

    static bool IsWritten(string text, string format) =>
        DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
