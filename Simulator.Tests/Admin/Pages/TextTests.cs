using System.Globalization;
using KantanSim.Admin.Pages;
using KantanSim.Merchants;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Tests.Admin.Pages;

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
    public void Milliseconds_have_a_decimal_below_ten(double milliseconds, string text) =>
        Assert.Equal(text, DisplayText.Milliseconds(milliseconds));

    [Theory]
    [InlineData("00:00:00",   "+0 s")]
    [InlineData("00:00:59",   "+59 s")]
    [InlineData("00:01:00",   "+0:01:00")]
    [InlineData("23:59:59",   "+23:59:59")]
    [InlineData("1.00:00:00", "+1 d 0:00:00")]
    public void A_time_since_is_in_seconds_below_a_minute_and_in_days_from_a_day_on(string span, string text) =>
        Assert.Equal(text, DisplayText.Elapsed(TimeSpan.Parse(span, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("00:00:00.2",  "1 second")]
    [InlineData("00:01:39",    "99 seconds")]
    [InlineData("00:01:40",    "2 minutes")]
    [InlineData("01:39:00",    "99 minutes")]
    [InlineData("01:40:00",    "2 hours")]
    [InlineData("1.23:00:00",  "47 hours")]
    [InlineData("2.00:00:00",  "2 days")]
    public void A_span_is_in_its_largest_unit_of_which_there_are_enough(string span, string text) =>
        Assert.Equal(text, AttemptExplanation.FormatDuration(TimeSpan.Parse(span, CultureInfo.InvariantCulture)).En);

    static readonly DateTimeOffset Now = new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);

    // At its moment a thing is no longer to come.
    [Theory]
    [InlineData(0, "It is being sent.",      "",      "Now: ",            "")]
    [InlineData(1, "Next try in 1 second.",  "09:00", "Next, in 1 second: ", "+0 s")]
    public void What_comes_is_to_come_until_its_moment(long ticks, string next, string time, string story, string due)
    {
        var at = Now.AddTicks(ticks);
        var told = new Notification
        {
            Transaction = 1, Index = 1, AccessId = "a", ShopId = "s", OrderId = "o", Status = new("AUTH"), CreatedAt = Now, Fields = [],
            NextAttemptAt = at,
        };
        var row = new ScheduledJob { Id = ScheduledJob.IdOf(1, JobKind.Notification, 1), At = at, AccessId = "a", ShopId = "s" };
        Assert.Equal(next, AttemptExplanation.Next(told, Now).En);
        Assert.Contains(time, (string)NotificationModel.Of(told, Now)["next"]!, StringComparison.Ordinal);
        Assert.Equal(time.Length == 0, ((string)NotificationModel.Of(told, Now)["next"]!).Length == 0);
        Assert.StartsWith(story, (string)PaymentSummary.Of(KantanSim.Tests.Methods.Decisions.Transaction("Recruit", new("AUTH")), [], [told], [row], Now).Last()["en"]!,
            StringComparison.Ordinal);
        Assert.Equal(due, ScheduledJobModel.Of(row, null, Now)["in"]);
    }

    [Theory]
    [InlineData(299, false)]
    [InlineData(300, true)]
    [InlineData(399, true)]
    [InlineData(400, false)]
    public void An_answer_from_300_to_399_is_a_redirect(int status, bool redirect) =>
        Assert.Equal(redirect, ResponseNotes.Of(new(status, ""), Redactor.ByName).Any(note => note.En.Contains("does not follow redirects",
            StringComparison.Ordinal)));

    [Theory]
    [InlineData(40, "”")]
    [InlineData(41, "…”")]
    public void Forty_characters_of_an_answer_are_shown(int length, string end) =>
        Assert.Contains($"“{new string('x', 40)}{end}", AttemptExplanation.Of(Attempt(AttemptResult.WrongBody, 200, new string('x', length))).En,
            StringComparison.Ordinal);

    static NotificationAttempt Attempt(AttemptResult end, int status, string reply) => new(Now, 0, "", end, status, reply, "");
}
