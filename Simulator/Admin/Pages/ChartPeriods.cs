using System.Globalization;
using KantanSim.Wire;

namespace KantanSim.Admin.Pages;

/// <summary>The periods of a chart over time: at most 24 of the same length, which begin at round times in Japan.</summary>
/// <param name="First">The index of the first period, counted from the year 1 in Japan.</param>
internal sealed record ChartPeriods(TimeSpan Length, long First, int Count)
{
    public const int MaxCount = 24;

    const int MinutesOfDay = 1_440;

    static readonly int[] Minutes =
        [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, MinutesOfDay, 2 * MinutesOfDay, 7 * MinutesOfDay, 14 * MinutesOfDay,
        28 * MinutesOfDay];

    /// <summary>The shortest periods that cover both times.</summary>
    public static ChartPeriods Covering(DateTimeOffset earliest, DateTimeOffset latest)
    {
        var lengths = Minutes.Select(minutes => TimeSpan.FromMinutes(minutes)).ToList();
        // Longer than the list: doubled until it fits.
        for (var longer = lengths[^1]; Covering(lengths[^1], earliest, latest).Count > MaxCount;) lengths.Add(longer *= 2);
        return lengths.Select(length => Covering(length, earliest, latest)).First(periods => periods.Count <= MaxCount);
    }

    /// <summary>The period of a time, from 0.</summary>
    public int IndexOf(DateTimeOffset at) => (int)(IndexOf(at, Length) - First);

    /// <summary>The first day or minute, as the query of the list writes it.</summary>
    public string FromOf(int period) => Written(StartOf(period));

    /// <summary>The last day or minute.</summary>
    public string ToOf(int period) => Written(StartOf(period + 1) - (IsInDays ? TimeSpan.FromDays(1) : TimeSpan.FromMinutes(1)));

    public DateTimeOffset StartOf(int period) => new((First + period) * Length.Ticks, Jst.Offset);

    bool IsInDays => Length >= TimeSpan.FromDays(1);

    string Written(DateTimeOffset at) => at.ToString(IsInDays ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    static ChartPeriods Covering(TimeSpan length, DateTimeOffset earliest, DateTimeOffset latest)
    {
        var first = IndexOf(earliest, length);
        return new(length, first, (int)Math.Min(int.MaxValue, IndexOf(latest, length) - first + 1));
    }

    static long IndexOf(DateTimeOffset at, TimeSpan length) => (at.UtcTicks + Jst.Offset.Ticks) / length.Ticks;
}
