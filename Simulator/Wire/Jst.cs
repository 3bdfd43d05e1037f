using System.Globalization;

namespace KantanSim.Wire;

/// <summary>Japanese standard time, a fixed +09:00, as the wire writes it. Inside, all time is UTC.</summary>
internal static class Jst
{
    public static readonly TimeSpan Offset = TimeSpan.FromHours(9);

    /// <summary><c>yyyyMMddHHmmss</c>.</summary>
    public static string Timestamp(DateTimeOffset instant) => Format(instant, "yyyyMMddHHmmss");

    /// <summary><c>yyyyMMdd</c>.</summary>
    public static string Day(DateTimeOffset instant) => Format(instant, "yyyyMMdd");

    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    /// <summary>The last second of a day in Japan.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => new(day.ToDateTime(new TimeOnly(23, 59, 59)), Offset);

    static string Format(DateTimeOffset instant, string format) =>
        instant.ToOffset(Offset).ToString(format, CultureInfo.InvariantCulture);
}
