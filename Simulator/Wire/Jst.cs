using System.Globalization;

namespace KantanSim.Wire;

/// <summary>Japan Standard Time (+09:00 all year), in which the protocol writes times. All other code uses UTC.</summary>
internal static class Jst
{
    public static readonly TimeSpan Offset = TimeSpan.FromHours(9);

    /// <summary>Formats as <c>yyyyMMddHHmmss</c>.</summary>
    public static string Timestamp(DateTimeOffset instant) => Format(instant, "yyyyMMddHHmmss");

    /// <summary>Parses <c>yyyyMMddHHmmss</c>; null when it is none.</summary>
    public static DateTimeOffset? ParseTimestamp(string text) =>
        DateTime.TryParseExact(text, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? new DateTimeOffset(time, Offset).ToUniversalTime()
            : null;

    /// <summary>Formats as <c>2026-01-31 09:00:00 +09:00</c>, for people and for <see cref="IsoTime"/>.</summary>
    public static string Readable(DateTimeOffset instant) => Format(instant, "yyyy-MM-dd HH:mm:ss zzz");

    /// <summary>Formats as <c>2026-01-31 09:00:00 JST</c>, for people only.</summary>
    public static string Zoned(DateTimeOffset instant) => Format(instant, "yyyy-MM-dd HH:mm:ss 'JST'");

    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    public static TimeOnly TimeOf(DateTimeOffset instant) => TimeOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    /// <summary>Midnight in Japan at the start of a day, in UTC.</summary>
    public static DateTimeOffset StartOfDay(DateOnly day) =>
        new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), Offset).ToUniversalTime();

    /// <summary>23:59:59 in Japan on a day.</summary>
    public static DateTimeOffset EndOfDay(DateOnly day) => new(day.ToDateTime(new TimeOnly(23, 59, 59)), Offset);

    public static string Format(DateTimeOffset instant, string format) =>
        instant.ToOffset(Offset).ToString(format, CultureInfo.InvariantCulture);
}
