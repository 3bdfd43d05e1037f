using System.Globalization;
using KantanSim.Dashboard;

namespace KantanSim.Tests.Dashboard;

/// <summary>Spans of time as pages write them, at the points where the unit changes.</summary>
public sealed class TextTests
{
    [Theory]
    [InlineData(-1,    "")]
    [InlineData(0,     "")]
    [InlineData(0.1,   "0.1 ms")]
    [InlineData(9.9,   "9.9 ms")]
    [InlineData(10,    "10 ms")]
    [InlineData(1_000, "1,000 ms")]
    public void Milliseconds_have_a_decimal_below_ten(double milliseconds, string text) => Assert.Equal(text, Text.Milliseconds(milliseconds));

    [Theory]
    [InlineData("00:00:00",   "+0 s")]
    [InlineData("00:00:59",   "+59 s")]
    [InlineData("00:01:00",   "+0:01:00")]
    [InlineData("23:59:59",   "+23:59:59")]
    [InlineData("1.00:00:00", "+1 d 0:00:00")]
    public void A_time_since_is_in_seconds_below_a_minute_and_in_days_from_a_day_on(string span, string text) =>
        Assert.Equal(text, Text.After(TimeSpan.Parse(span, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("00:00:00.2",  "1 second")]
    [InlineData("00:01:39",    "99 seconds")]
    [InlineData("00:01:40",    "2 minutes")]
    [InlineData("01:39:00",    "99 minutes")]
    [InlineData("01:40:00",    "2 hours")]
    [InlineData("1.23:00:00",  "47 hours")]
    [InlineData("2.00:00:00",  "2 days")]
    public void A_span_is_in_its_largest_unit_of_which_there_are_enough(string span, string text) =>
        Assert.Equal(text, AttemptReading.Span(TimeSpan.Parse(span, CultureInfo.InvariantCulture)).En);
}
