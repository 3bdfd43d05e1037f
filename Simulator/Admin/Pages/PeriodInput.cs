using KantanSim.Wire;

namespace KantanSim.Admin.Pages;

/// <summary>
/// The template model of an input of type datetime-local that holds a day, minute or second of a query. It takes Japan's time without an
/// offset, and refuses a time between its steps, which are in seconds.
/// </summary>
internal static class PeriodInput
{
    /// <summary>The first minute or second of the period; empty for a text that is no time.</summary>
    public static Dictionary<string, object?> First(string text) => Model(IsoTime.ParseQueryPeriod(text), period => period.Start);

    /// <summary>The last minute or second of the period; empty for a text that is no time.</summary>
    public static Dictionary<string, object?> Last(string text) => Model(IsoTime.ParseQueryPeriod(text), period => period.End.AddTicks(-1));

    static Dictionary<string, object?> Model(
        (DateTimeOffset Start, DateTimeOffset End)? period, Func<(DateTimeOffset Start, DateTimeOffset End), DateTimeOffset> time)
    {
        var isSecond = period?.End - period?.Start < TimeSpan.FromMinutes(1);
        var format = isSecond ? "yyyy-MM-dd'T'HH:mm:ss" : "yyyy-MM-dd'T'HH:mm";
        return new() { ["value"] = period is null ? "" : Jst.Format(time(period.Value), format), ["step"] = isSecond ? 1 : 60 };
    }
}
