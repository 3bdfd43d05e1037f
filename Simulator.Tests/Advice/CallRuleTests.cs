using KantanSim.Advice;
using KantanSim.Advice.Rules.Calls;
using KantanSim.Fidelity;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Tests.Advice;

/// <summary>The bounds of the rules about calls, with histories made by hand.</summary>
public sealed class CallRuleTests
{
    static readonly DateTimeOffset Noon = new(2026, 1, 15, 3, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Supposed =>
        [.. CallsRules.All.Where(rule => rule.Confidence == Confidence.Supposed).Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Supposed))]
    public void Rule_that_rests_on_an_assumption_is_no_error(string id) =>
        Assert.NotEqual(Severity.Error, CallsRules.All.Single(rule => rule.Id == id).Severity);

    [Theory]
    [InlineData("Hung", 60_000, 0)]
    [InlineData("Hung", 60_001, 1)]
    [InlineData("Dropped", 60_001, 0)]
    [InlineData("None", 60_001, 0)]
    public void Hang_is_told_when_the_shop_waited_more_than_a_minute(string fault, double milliseconds, int findings) => Assert.Equal(
        findings, Judge(new HangWaitedLong(), Call("RecruitSales", 1, 0) with
        {
            Fault = Enum.Parse<AnswerFault>(fault),
            Milliseconds = milliseconds,
        }).Count);

    [Fact]
    public void Sentence_about_a_hang_has_the_seconds() => Assert.Equal(
        "Your shop waited 300 s for an answer of RecruitSales that did not come.",
        Judge(new HangWaitedLong(), Call("RecruitSales", 1, 0) with { Fault = AnswerFault.Hung, Milliseconds = 300_000 })[0].Sentence.En);

    [Theory]
    [InlineData(100, 50, "None", 1)]
    [InlineData(100, 99, "None", 1)]
    [InlineData(100, 100, "None", 0)]
    [InlineData(100, 200, "None", 0)]
    [InlineData(100, 50, "Hung", 0)]
    public void Registrations_are_parallel_when_one_begins_before_the_other_is_answered(
        int answered, int begins, string fault, int findings)
    {
        var first = Call("EntryTranRecruit", 1, answered) with { Milliseconds = answered, Fault = Enum.Parse<AnswerFault>(fault) };
        var second = Call("EntryTranRecruit", 2, begins + 10) with { Milliseconds = 10 };
        Assert.Equal(findings, Judge(new RegistrationInParallel(), first, second).Count);
        Assert.Empty(Judge(new RegistrationInParallel(), first, second with { OrderId = "OTHER-1" }));
    }

    [Theory]
    [InlineData(999, 999, 1)]
    [InlineData(1_000, 999, 0)]
    [InlineData(999, 1_000, 0)]
    public void Retry_has_a_pause_when_a_second_has_passed_on_either_clock(int realGap, int simulatedGap, int findings)
    {
        var calls = Enumerable.Range(0, 5).Select(index => Call("EntryTranRecruit", index + 1, index * realGap) with
        {
            At = Noon.AddMilliseconds(index * simulatedGap),
            Fault = AnswerFault.HttpStatus,
        });
        Assert.Equal(findings, Judge(new RetryWithoutPause(), [.. calls]).Count);
    }

    [Theory]
    [InlineData("E92000001", 1)]
    [InlineData("RC2000104", 1)]
    [InlineData("M01054004", 0)]
    public void Retries_are_told_after_system_errors_only(string error, int findings)
    {
        var calls = Enumerable.Range(1, 5).Select(number => Refused(Call("RecruitSales", number, 0), error));
        Assert.Equal(findings, Judge(new RetryWithoutPause(), [.. calls]).Count);
    }

    [Fact]
    public void Calls_with_different_fields_are_no_retries()
    {
        var calls = Enumerable.Range(1, 5).Select(number => Refused(Call("RecruitChange", number, 0), "E92000001") with
        {
            Request = new Dictionary<string, string> { ["Amount"] = $"{number}" },
        });
        Assert.Empty(Judge(new RetryWithoutPause(), [.. calls]));
    }

    [Theory]
    [InlineData("M01004010", "EXPIRED", 1)]
    [InlineData("E01040010", "CANCEL", 1)]
    [InlineData("M01004010", "AUTHPROCESS", 0)]
    [InlineData("M01004010", "", 0)]
    [InlineData("M01005001", "CANCEL", 0)]
    public void Registration_is_a_reuse_when_it_is_refused_for_an_ended_payment(string error, string status, int findings) => Assert.Equal(
        findings, Judge(new OrderIdReused(), Refused(Call("EntryTranRecruit", 1, 0), error) with { PaymentStatus = status }).Count);

    [Fact]
    public void Payment_request_that_was_sent_before_the_answer_of_the_first_is_not_told_as_a_repetition()
    {
        var first = Call("ExecTranRecruit", 1, 100) with { Answer = new Dictionary<string, string> { ["Token"] = "***" } };
        var second = Refused(Call("ExecTranRecruit", 2, 110), "M01004014");
        Assert.Single(Judge(new PaymentRequestRepeated(), first, second with { Milliseconds = 10 }));
        Assert.Empty(Judge(new PaymentRequestRepeated(), first, second with { Milliseconds = 11 }));
    }

    [Fact]
    public void Findings_with_the_same_subject_are_merged_whatever_their_evidence()
    {
        Finding old = Of("subject", 1), now = Of("subject", 2), other = Of("other", 1), plain = Of("", 1);
        Assert.Equal([now], FindingList.Merge([old], [now], oldestKept: 5));
        Assert.Equal(2, FindingList.Merge([old], [other], oldestKept: 5).Length);
        Assert.Equal(2, FindingList.Merge([plain], [Of("", 2)], oldestKept: 5).Length);
        Assert.Equal([plain], FindingList.Merge([Of("", 1)], [plain], oldestKept: 5));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    public void Earlier_finding_stays_only_when_a_call_that_shows_it_is_no_longer_kept(long oldestKept, int findings) =>
        Assert.Equal(findings, FindingList.Merge([Of("subject", 1)], [], oldestKept).Length);

    static Finding Of(string subject, long call) => new()
    {
        Rule = "call-by-get",
        Severity = Severity.Error,
        At = Noon,
        Sentence = new("", ""),
        Subject = subject,
        Evidence = [new(null, call)],
    };

    static List<Finding> Judge(Rule rule, params Observation[] calls) =>
        [.. rule.Judge(new() { Shop = new Shop { ShopId = "tshop00000001", ShopPass = "" }, Now = Noon, Observations = calls })];

    static Observation Refused(Observation call, string error) =>
        call with { Answer = new Dictionary<string, string> { ["ErrInfo"] = error } };

    /// <param name="answered">The real time of the answer, in milliseconds.</param>
    static Observation Call(string api, long number, int answered) => new()
    {
        Kind = ObservedKind.Call,
        Number = number,
        Api = api,
        At = Noon,
        RealAt = Noon.AddMilliseconds(answered),
        HttpStatus = 200,
        ShopId = "tshop00000001",
        OrderId = "ROW-1",
        Request = new Dictionary<string, string> { ["ShopID"] = "tshop00000001", ["OrderID"] = "ROW-1" },
    };
}
