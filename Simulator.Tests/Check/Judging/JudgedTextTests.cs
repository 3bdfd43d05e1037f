using KantanSim.Check.Cases;
using KantanSim.Check.Judging;
using KantanSim.Tests.Check.Reports;

namespace KantanSim.Tests.Check.Judging;

/// <summary>The sentences of a judgement.</summary>
public sealed class JudgedTextTests
{
    static readonly DateTimeOffset At = new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, "Goods were shipped once; expected: 0.")]
    [InlineData(2, "Goods were shipped 2 times; expected: 0.")]
    public void Count_is_plain_English(int shipped, string expected)
    {
        var order = TestFacts.Played.Orders[0];
        var facts = TestFacts.Played with { Orders = [order with { Reading = order.Reading! with { Shipped = shipped } }] };
        Assert.Equal(expected, Judge(facts, [], [new Condition.Shipped(0, 0)]).En);
    }

    [Fact]
    public void Equal_sentences_stand_once() => Assert.Equal(
        "The order is open (\"new\"); expected: paid.",
        Judge(TestFacts.Played, [], [new Condition.Order([OrderWord.Paid]), new Condition.Order([OrderWord.Paid])]).En);

    [Fact]
    public void Missing_step_is_told_once_and_with_one_full_stop() => Assert.Equal(
        "The fault did not reach the shop: ship order 1: M01004014.",
        Judge(Facts(Step("ship order 1", "M01004014.")), [new Condition.Accepted(1)], []).En);

    [Fact]
    public void Step_that_does_not_end_is_named() => Assert.Equal(
        "The step \"place\" did not end, so its outcome is unknown: It did not end within 60 s.",
        Judge(
            Facts(Step("place", "It did not end within 60 s.") with { IsEndless = true }), [], [new Condition.Order([OrderWord.Paid])]).En);

    [Theory]
    [InlineData("place order 1 for 1210 yen, 2 times at once", "注文1を1210円で行う（同時に2回）")]
    [InlineData("the hook break failed: exit code 1 settle", "フック break が失敗しました：exit code 1 settle")]
    [InlineData("post a forged notification with Status=AUTH", "post 偽の結果通知 with Status=AUTH")]
    [InlineData("PT6M pass", "PT6M が経過する")]
    [InlineData("settle", "落ち着くまで待つ")]
    [InlineData("HTTP 409 {\"x\":1}", "HTTP 409 {\"x\":1}")]
    public void Words_of_steps_are_Japanese(string english, string expected) => Assert.Equal(expected, JapaneseWords.Of(english));

    static StepRecord Step(string what, string answer) => new(new DriveStep.Settle(), true, false, what, "", answer, At);

    static CaseFacts Facts(StepRecord step) => TestFacts.Played with { Steps = [step] };

    static KantanSim.Transactions.Note Judge(CaseFacts facts, Condition[] reached, Condition[] must) =>
        CaseJudge.Judge(TestReport.Case("N05") with { Reached = [.. reached], Must = [.. must] }, facts).Sentence;
}
