using System.Globalization;
using KantanSim.Admin.Pages;

namespace KantanSim.Tests.Admin.Pages;

/// <summary>The periods of the charts: few enough, round, and together all of the time.</summary>
public sealed class ChartPeriodsTests
{
    [Theory]
    [InlineData("2026-01-15T09:00:30", "2026-01-15T09:00:40", "00:01:00", 1, "2026-01-15T09:00", "2026-01-15T09:00")]
    [InlineData("2026-01-15T09:00", "2026-01-15T09:23:59", "00:01:00", 24, "2026-01-15T09:00", "2026-01-15T09:23")]
    [InlineData("2026-01-15T09:00", "2026-01-15T09:24", "00:02:00", 13, "2026-01-15T09:00", "2026-01-15T09:25")]
    [InlineData("2026-01-15T08:59", "2026-01-15T20:01", "00:30:00", 24, "2026-01-15T08:30", "2026-01-15T20:29")]
    [InlineData("2026-01-15T00:00", "2026-02-07T23:59", "1.00:00:00", 24, "2026-01-15", "2026-02-07")]
    [InlineData("2026-01-14T23:59", "2026-02-07T23:59", "2.00:00:00", 13, "2026-01-13", "2026-02-07")]
    [InlineData("1990-01-01T00:00", "2026-01-01T00:00", "896.00:00:00", 16, null, null)]
    public void Periods_are_the_shortest_round_ones_that_cover_the_time(
        string earliest, string latest, string length, int count, string? from, string? to)
    {
        var (first, last) = (At(earliest), At(latest));
        var periods = ChartPeriods.Covering(first, last);
        Assert.Equal((TimeSpan.Parse(length, CultureInfo.InvariantCulture), count), (periods.Length, periods.Count));
        Assert.Equal((0, count - 1), (periods.IndexOf(first), periods.IndexOf(last)));
        if (from is not null) Assert.Equal((from, to), (periods.FromOf(0), periods.ToOf(count - 1)));
    }

    static DateTimeOffset At(string time) => DateTimeOffset.Parse(time + "+09:00", CultureInfo.InvariantCulture).ToUniversalTime();
}
