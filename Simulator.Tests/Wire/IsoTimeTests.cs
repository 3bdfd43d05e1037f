using KantanSim.Wire;

namespace KantanSim.Tests.Wire;

/// <summary>Times of options and queries: ISO 8601, JST without an offset.</summary>
public sealed class IsoTimeTests
{
    [Theory]
    [InlineData("2026-01-15T10:00:00", "2026-01-15T01:00:00Z")]
    [InlineData("2026-01-15 10:00", "2026-01-15T01:00:00Z")]
    [InlineData("2026-01-15", "2026-01-14T15:00:00Z")]
    [InlineData("2026-01-15T10:00:00.1234567", "2026-01-15T01:00:00.1234567Z")]
    [InlineData("2026-01-15T10:00:00Z", "2026-01-15T10:00:00Z")]
    [InlineData("2026-01-15T10:00:00+09:00", "2026-01-15T01:00:00Z")]
    [InlineData("2026-01-15 10:00:00 +09:00", "2026-01-15T01:00:00Z")]
    [InlineData("2026-01-15T10:00:00-05:00", "2026-01-15T15:00:00Z")]
    public void Time_without_an_offset_is_in_Japan(string text, string instant) =>
        Assert.Equal(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture), IsoTime.Parse(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31T23:59:59-09:00")]
    public void Text_that_is_no_time_is_null(string? text) => Assert.Null(IsoTime.Parse(text));

    [Theory]
    [InlineData("2026-01-15", "2026-01-14T15:00:00Z", "2026-01-15T15:00:00Z")]
    [InlineData("2026-01-15T10:00", "2026-01-15T01:00:00Z", "2026-01-15T01:01:00Z")]
    [InlineData("2026-01-15T10:00Z", "2026-01-15T10:00:00Z", "2026-01-15T10:01:00Z")]
    [InlineData("2026-01-15T10:00+09:00", "2026-01-15T01:00:00Z", "2026-01-15T01:01:00Z")]
    [InlineData("2026-01-15T10:00 09:00", "2026-01-15T01:00:00Z", "2026-01-15T01:01:00Z")]
    [InlineData("2026-01-15T10:00:30 09:00", "2026-01-15T01:00:30Z", "2026-01-15T01:00:31Z")]
    [InlineData("2026-01-15 10:00", "2026-01-15T01:00:00Z", "2026-01-15T01:01:00Z")]
    [InlineData("9999-12-31", "9999-12-30T15:00:00Z", "9999-12-31T14:59:59.9999999Z")]
    [InlineData("9999-12-31T23:59", "9999-12-31T14:59:00Z", "9999-12-31T14:59:59.9999999Z")]
    public void Period_of_a_query_is_the_day_minute_or_second_that_it_names(string text, string start, string end)
    {
        static DateTimeOffset Instant(string time) => DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal((Instant(start), Instant(end)), IsoTime.ParseQueryPeriod(text));
    }

    [Theory]
    [InlineData("9999-12-31T23:59:59.9999999")]
    [InlineData("9999-12-31T23:59:59Z")]
    public void Period_after_the_end_of_the_calendar_in_Japan_is_null(string text) => Assert.Null(IsoTime.ParseQueryPeriod(text));
}
