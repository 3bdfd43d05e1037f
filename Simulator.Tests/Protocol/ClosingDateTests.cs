#pragma warning disable format // aligned tables
using System.Globalization;
using KantanSim.Protocol;

namespace KantanSim.Tests.Protocol;

/// <summary>The closing date of a sale, by its day in Japan.</summary>
public sealed class ClosingDateTests
{
    [Theory]
    [InlineData("2026-01-15T00:00:00+09:00",         "15,31", "2026-01-15")]
    [InlineData("2026-01-15T23:59:59+09:00",         "15,31", "2026-01-15")]
    [InlineData("2026-01-15T23:59:59.9999999+09:00", "15,31", "2026-01-15")]
    [InlineData("2026-01-16T00:00:00+09:00",         "15,31", "2026-01-31")]
    [InlineData("2026-01-31T23:59:59.9999999+09:00", "15,31", "2026-01-31")]
    [InlineData("2026-02-01T00:00:00+09:00",         "15,31", "2026-02-15")]
    [InlineData("2026-02-16T00:00:00+09:00",         "15,31", "2026-02-28")]
    [InlineData("2026-02-28T23:59:59.9999999+09:00", "31",    "2026-02-28")]
    [InlineData("2026-03-01T00:00:00+09:00",         "31",    "2026-03-31")]
    [InlineData("2026-01-30T00:00:00+09:00",         "29",    "2026-02-28")]
    [InlineData("2026-12-31T23:59:59.9999999+09:00", "1",     "2027-01-01")]
    public void Sale_belongs_to_the_first_closing_day_on_or_after_it(string instant, string days, string date)
    {
        var end = ClosingDate.EndAfter(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture),
            [.. days.Split(',').Select(day => int.Parse(day, CultureInfo.InvariantCulture))]);
        Assert.Equal($"{date}T23:59:59+09:00", $"{end:yyyy-MM-dd'T'HH:mm:sszzz}");
    }
}
