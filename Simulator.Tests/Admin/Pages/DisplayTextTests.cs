#pragma warning disable format // aligned tables
using System.Globalization;
using KantanSim.Admin.Pages;
using KantanSim.Merchants;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Tests.Admin.Pages;

/// <summary>Durations, scheduled times and replies as the pages write them, on both sides of each limit.</summary>
public sealed class DisplayTextTests
{
    [Theory]
    [InlineData(-1,    "")]
    [InlineData(0,     "")]
    [InlineData(0.1,   "0.1 ms")]
    [InlineData(9.9,   "9.9 ms")]
    [InlineData(10,    "10 ms")]
    [InlineData(1_000, "1,000 ms")]
    public void Milliseconds_have_a_decimal_below_ten(double milliseconds, string text) =>
        Assert.Equal(text, DisplayText.Milliseconds(milliseconds));

    [Theory]
    [InlineData("00:00:00",   "+0 s")]
    [InlineData("00:00:59",   "+59 s")]
    [InlineData("00:01:00",   "+0:01:00")]
    [InlineData("23:59:59",   "+23:59:59")]
    [InlineData("1.00:00:00", "+1 d 0:00:00")]
    public void Elapsed_time_is_in_seconds_below_a_minute_and_has_days_from_24_hours(string span, string text) =>
        Assert.Equal(text, DisplayText.Elapsed(TimeSpan.Parse(span, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("00:00:00.2",  "1 second")]
    [InlineData("00:01:39",    "99 seconds")]
    [InlineData("00:01:40",    "2 minutes")]
    [InlineData("01:39:00",    "99 minutes")]
    [InlineData("01:40:00",    "2 hours")]
    [InlineData("1.23:00:00",  "47 hours")]
    [InlineData("2.00:00:00",  "2 days")]
    public void Duration_is_in_minutes_from_100_seconds_hours_from_100_minutes_and_days_from_2_days(string span, string text) =>
        Assert.Equal(text, AttemptExplanation.FormatDuration(TimeSpan.Parse(span, CultureInfo.InvariantCulture)).En);

    static readonly DateTimeOffset Now = new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);

    // At its exact time a job is due, and no longer in the future.
    [Theory]
    [InlineData(0, "It is being sent.",      "",      "now",         "")]
    [InlineData(1, "Next try in 1 second.",  "09:00", "in 1 second", "+0 s")]
    public void Job_is_in_the_future_until_its_exact_time(long ticks, string next, string time, string due, string wait)
    {
        var at = Now.AddTicks(ticks);
        var notification = new Notification
        {
            Transaction = 1, Index = 1, AccessId = "a", ShopId = "s", OrderId = "o", Status = new("AUTH"), CreatedAt = Now, Fields = [],
            NextAttemptAt = at,
        };
        var job = new ScheduledJob { Id = ScheduledJob.IdOf(1, JobKind.Notification, 1), At = at, AccessId = "a", ShopId = "s" };
        Assert.Equal(next, AttemptExplanation.Next(notification, Now).En);
        var shownTime = (string)NotificationModel.Of(notification, Now)["next"]!;
        Assert.Contains(time, shownTime, StringComparison.Ordinal);
        Assert.Equal(time.Length == 0, shownTime.Length == 0);
        Assert.Equal(due, (string)DueModel.Of(job, Now)["wait_en"]!);
        Assert.Equal(wait, ScheduledJobModel.Of(job, null, null, Now)["in"]);
        Assert.Equal("result notification AUTH, try 1", ScheduledJobModel.Of(job, null, notification, Now)["en"]);
    }

    [Theory]
    [InlineData(299, false)]
    [InlineData(300, true)]
    [InlineData(399, true)]
    [InlineData(400, false)]
    public void Note_about_redirects_is_for_HTTP_status_300_to_399(int status, bool isRedirect)
    {
        var notes = ResponseNotes.Of(new(status, ""), Redactor.ByName);
        Assert.Equal(isRedirect, notes.Any(note => note.En.Contains("does not follow redirects", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(40, "”")]
    [InlineData(41, "…”")]
    public void Explanation_quotes_at_most_40_characters_of_the_reply(int length, string end)
    {
        var attempt = new NotificationAttempt(Now, 0, "", AttemptResult.WrongBody, 200, new string('x', length), "");
        Assert.Contains($"“{new string('x', 40)}{end}", AttemptExplanation.Of(attempt).En, StringComparison.Ordinal);
    }
}
