using KantanSim.Advice;
using KantanSim.Advice.Rules.Notifications;
using KantanSim.Transactions;
using static KantanSim.Tests.Advice.NotificationHistory;

namespace KantanSim.Tests.Advice;

/// <summary>The limits of the rules about notifications, over histories that were not played.</summary>
public sealed class NotificationRuleTests
{
    static readonly TimelineEntry Result =
        new() { Number = 8, From = Party.Wallet, To = Party.Gateway, What = "completion notice: AUTH", At = Begin };

    static readonly Observation Search = new() { Kind = ObservedKind.Call, Api = "SearchTradeMulti", At = Begin, Number = 1 };

    [Theory]
    [InlineData("Received", 5_000, null)]
    [InlineData("Received", 5_001, "Warning")]
    [InlineData("Received", 15_000, "Warning")]
    [InlineData("Received", 15_001, "Error")]
    [InlineData("NoAnswer", 14_899, "Warning")]
    [InlineData("NoAnswer", 14_900, "Error")]
    // The clock was advanced while the shop was answering.
    [InlineData("NoAnswer", 40, null)]
    [InlineData("NotReached", 5_001, "Warning")]
    public void Slowness_is_judged_in_real_time(string end, double milliseconds, string? severity)
    {
        var history = Of(NotificationState.Pending, Attempt(Enum.Parse<AttemptResult>(end), milliseconds: milliseconds));
        var found = new NotificationSlow().Judge(history).ToList();
        Assert.Equal(severity is null ? [] : [severity], found.Select(finding => $"{finding.Severity}"));
        Assert.All(found, finding => Assert.Equal([new KantanSim.Advice.Evidence(0)], finding.Evidence));
    }

    [Fact]
    public void Slow_answer_says_how_long_it_took_and_a_missing_one_says_why()
    {
        var slow = Of(NotificationState.Delivered, Attempt(AttemptResult.Received, milliseconds: 7_240));
        Assert.Equal(
            "Your shop took 7.2 s to answer the notification AUTH at 2026-01-15 09:00; the gateway waits 15 s only.",
            Assert.Single(new NotificationSlow().Judge(slow)).Sentence.En);
        var silent = Of(NotificationState.Failed, Attempt(AttemptResult.NoAnswer, milliseconds: 15_001));
        Assert.Equal(
            "The gateway waited 15 s for an answer to the notification AUTH at 2026-01-15 09:00. Your shop did not answer within 15 s.",
            Assert.Single(new NotificationSlow().Judge(silent)).Sentence.En);
    }

    [Theory]
    [InlineData(9.99, false)]
    [InlineData(10, true)]
    public void Receipt_is_late_when_it_is_10_minutes_after_the_first_failure(double minutes, bool isLate)
    {
        var history = Of(NotificationState.Delivered, Attempt(AttemptResult.NotReached), Attempt(AttemptResult.Received, minutes));
        Assert.Equal(isLate, new NotificationReceivedLate().Judge(history).Any());
    }

    [Theory]
    [InlineData("Omitted")]
    [InlineData("NoUrl")]
    public void Receipt_is_not_late_after_tries_that_were_not_sent(string end)
    {
        var history = Of(
            NotificationState.Delivered, Attempt(Enum.Parse<AttemptResult>(end)), Attempt(AttemptResult.Received, minutes: 60));
        Assert.Empty(new NotificationReceivedLate().Judge(history));
    }

    [Fact]
    public void Receipt_is_not_late_after_the_refusal_of_a_false_notification()
    {
        var history = Of(
            NotificationState.Delivered, Attempt(AttemptResult.NotGood).WithOtherAmount(), Attempt(AttemptResult.Received, minutes: 60));
        Assert.Empty(new NotificationReceivedLate().Judge(history));
    }

    [Theory]
    [InlineData("NoAnswer", "NoAnswer", "Error")]
    [InlineData("Omitted", "NoAnswer", "Warning")]
    [InlineData("NoUrl", "NoAnswer", "Warning")]
    [InlineData("Omitted", "Omitted", null)]
    [InlineData("NoUrl", "NoUrl", null)]
    public void Tries_that_were_not_sent_are_not_the_shops_fault(string first, string second, string? severity)
    {
        var history = Of(
            NotificationState.Failed, Attempt(Enum.Parse<AttemptResult>(first)), Attempt(Enum.Parse<AttemptResult>(second), minutes: 60));
        var found = new NotificationNeverReceived().Judge(history);
        Assert.Equal(severity is null ? [] : [severity], found.Select(finding => $"{finding.Severity}"));
    }

    // The clock was advanced while the shop was answering.
    [Theory]
    [InlineData(14_899, null)]
    [InlineData(14_900, "Error")]
    public void Wait_that_was_cut_off_is_no_evidence(double milliseconds, string? severity)
    {
        var attempts = new[] { Attempt(AttemptResult.NoAnswer, 0, milliseconds), Attempt(AttemptResult.NoAnswer, 60, milliseconds) };
        var found = new NotificationNeverReceived().Judge(Of(NotificationState.Failed, attempts));
        Assert.Equal(severity is null ? [] : [severity], found.Select(finding => $"{finding.Severity}"));
        var late = Of(NotificationState.Delivered, attempts[0], Attempt(AttemptResult.Received, minutes: 60));
        Assert.Equal(severity is not null, new NotificationReceivedLate().Judge(late).Any());
    }

    [Fact]
    public void Notification_that_was_received_before_a_resend_is_not_called_lost() => Assert.Empty(new NotificationNeverReceived().Judge(
        Of(NotificationState.Failed, Attempt(AttemptResult.Received), Attempt(AttemptResult.WrongStatus, minutes: 60))));

    [Fact]
    public void Host_that_KantanSim_refuses_is_a_warning_about_the_setting()
    {
        Note cause = new("The host shop.test is not among those that KantanSim:NotifyAllow allows (private): add it there.");
        var refused = Attempt(AttemptResult.NotReached) with { IsHostRefused = true, Notes = [cause] };
        var finding = Assert.Single(new NotificationNeverReceived().Judge(Of(NotificationState.Failed, refused, refused)));
        Assert.Equal(Severity.Warning, finding.Severity);
        Assert.Equal(
            $"KantanSim has sent nothing to your shop in 2 tries to deliver the notification AUTH, the last at 2026-01-15 09:00. {cause.En}",
            finding.Sentence.En);
    }

    // Whether these two are notified for this method is not confirmed.
    [Theory]
    [InlineData("AUTH", "WrongStatus", "Error", null)]
    [InlineData("AUTH", "WrongBody", "Error", "Error")]
    [InlineData("AUTH", "NotGood", "Review", null)]
    [InlineData("REQSUCCESS", "WrongStatus", "Warning", null)]
    [InlineData("REQSUCCESS", "WrongBody", "Warning", "Warning")]
    [InlineData("AUTHPROCESS", "WrongBody", "Warning", "Warning")]
    [InlineData("AUTHPROCESS", "NotGood", "Review", null)]
    public void Supposed_notifications_and_answers_are_no_errors(string status, string end, string lost, string? body)
    {
        var history = OfStatus(status, NotificationState.Failed, Attempt(Enum.Parse<AttemptResult>(end)));
        Assert.Equal(lost, $"{Assert.Single(new NotificationNeverReceived().Judge(history)).Severity}");
        Assert.Equal(body is null ? [] : [body], new NotificationAnswerBody().Judge(history).Select(finding => $"{finding.Severity}"));
    }

    [Theory]
    [InlineData(NotificationState.Pending)]
    [InlineData(NotificationState.Delivered)]
    internal void Notification_that_has_not_failed_is_not_called_lost(NotificationState state) =>
        Assert.Empty(new NotificationNeverReceived().Judge(Of(state, Attempt(AttemptResult.NoAnswer))));

    [Fact]
    public void Loss_by_a_byte_order_mark_is_for_review_because_it_is_supposed()
    {
        var history = Of(NotificationState.Failed, Attempt(AttemptResult.WrongBody) with { Reply = "\uFEFF0" });
        Assert.Equal(Severity.Review, Assert.Single(new NotificationNeverReceived().Judge(history)).Severity);
    }

    [Theory]
    [InlineData("0", "Received", false)]
    [InlineData(" 0", "Received", true)]
    [InlineData("0\r\n", "Received", true)]
    [InlineData("\uFEFF0", "WrongBody", true)]
    [InlineData("\uFEFFOK", "WrongBody", false)]
    [InlineData("OK", "WrongBody", false)]
    public void Answer_is_either_padded_or_wrong(string reply, string end, bool isPadded)
    {
        var history = Of(NotificationState.Pending, Attempt(Enum.Parse<AttemptResult>(end)) with { Reply = reply });
        Assert.Equal(isPadded, new NotificationAnswerPadded().Judge(history).Any());
        Assert.Equal(end == "WrongBody" && !isPadded, new NotificationAnswerBody().Judge(history).Any());
    }

    [Theory]
    [InlineData(499, false, false)]
    [InlineData(500, false, true)]
    // Sent together: it may have come before the one that was answered with 0.
    [InlineData(500, true, false)]
    public void Duplicate_fails_with_5xx_after_a_0(int status, bool isTogether, bool isFault)
    {
        var history = Of(
            NotificationState.Delivered,
            Attempt(AttemptResult.Received) with { IsTogether = isTogether },
            Attempt(AttemptResult.WrongStatus) with { HttpStatus = status, IsTogether = isTogether });
        Assert.Equal(isFault, new NotificationDuplicateError().Judge(history).Any());
    }

    [Fact]
    public void Failure_before_the_0_is_no_failed_duplicate() => Assert.Empty(new NotificationDuplicateError().Judge(
        Of(NotificationState.Delivered, Attempt(AttemptResult.WrongStatus), Attempt(AttemptResult.Received, minutes: 60))));

    // While the clock stands still, only real time tells which came first.
    [Theory]
    [InlineData(-1, true)]
    [InlineData(1, false)]
    public void Search_before_the_result_is_no_search_after_it_although_the_clock_stands_still(int seconds, bool isFault)
    {
        var history = new History
        {
            Shop = new() { ShopId = "tshop00000001", ShopPass = "" },
            Now = Begin.AddHours(1),
            Timeline = [Result with { RealAt = Begin }],
            Observations = [Search with { RealAt = Begin.AddSeconds(seconds) }],
        };
        Assert.Equal(isFault, new NotificationUrlMissing().Judge(history).Any());
    }

    [Theory]
    [InlineData("", 59, false)]
    [InlineData("", 60, true)]
    [InlineData("http://shop.test/notify", 60, false)]
    public void Missing_URL_is_found_an_hour_after_the_result(string url, int minutes, bool isFault)
    {
        var history = new History
        {
            Shop = new() { ShopId = "tshop00000001", ShopPass = "", NotifyUrl = url },
            Now = Begin.AddMinutes(minutes),
            Timeline = [Result],
        };
        var rule = new NotificationUrlMissing();
        Assert.Equal(isFault, rule.Judge(history).Any());
        Assert.Equal(url.Length == 0 ? Begin.AddHours(1) : null, rule.JudgesAt(history));
    }
}
