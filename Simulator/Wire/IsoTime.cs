using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace KantanSim.Wire;

/// <summary>Reads times that people write, in options and queries.</summary>
internal static class IsoTime
{
    // The end of the calendar in Japan.
    static readonly DateTimeOffset Latest = new(DateTime.MaxValue, Jst.Offset);

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
    /// <returns>The start, inclusive, and the end, exclusive; null for a text that is no time, or one at the end of the calendar.</returns>
    public static (DateTimeOffset Start, DateTimeOffset End)? ParsePeriod(string text)
    {
        if (Parse(text)?.ToUniversalTime() is not { } start || start >= Latest) return null;
        var length = LengthOf(text);
        return (start, Latest - start < length ? Latest : start + length);
    }

    /// <summary>As <see cref="Parse"/>, in a query, where a plus sign that was not percent-encoded is a space.</summary>
    public static DateTimeOffset? ParseQuery(string? text) => Parse(text) ?? Parse(WithPlus(text));

    /// <summary>As <see cref="ParsePeriod"/>, in a query, where a plus sign that was not percent-encoded is a space.</summary>
    public static (DateTimeOffset Start, DateTimeOffset End)? ParseQueryPeriod(string text) =>
        ParsePeriod(text) ?? ParsePeriod(WithPlus(text));

    [return: NotNullIfNotNull(nameof(text))]
    static string? WithPlus(string? text) =>
        text?.LastIndexOf(' ') is > 0 and var space ? $"{text[..space]}+{text[(space + 1)..]}" : text;

    static TimeSpan LengthOf(string text)
    {
        if (IsWritten(text, "yyyy-MM-dd")) return TimeSpan.FromDays(1);
        var isMinute = IsWritten(text, "yyyy-MM-dd'T'HH:mmK") || IsWritten(text, "yyyy-MM-dd HH:mmK");
        return isMinute ? TimeSpan.FromMinutes(1) : TimeSpan.FromSeconds(1);
    }

    static bool IsWritten(string text, string format) =>
        DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
