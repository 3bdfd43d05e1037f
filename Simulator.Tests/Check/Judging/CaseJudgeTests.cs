using System.Collections.Immutable;
using KantanSim.Check.Cases;
using KantanSim.Check.Judging;
using KantanSim.Tests.Check.Reports;

namespace KantanSim.Tests.Check.Judging;

/// <summary>What counts as seen, and what does not.</summary>
public sealed class CaseJudgeTests
{
    static readonly Condition NotPaid = new Condition.Order([OrderWord.Unpaid]);

    static readonly Condition.Answered Good = new(["AUTH"]) { First = "0", Before = 2 };

    // The attempt of the test's payment is not answered with 0.
    [Theory]
    [InlineData(0, nameof(Verdict.Pass))]
    [InlineData(1, nameof(Verdict.Fail))]
    public void An_answer_counts_only_when_it_came_before_the_step(int attempts, string expected)
    {
        var facts = TestFacts.Played;
        var counts = ImmutableDictionary<string, int>.Empty.Add("n1", attempts);
        facts = facts with { Steps = [facts.Steps[0], facts.Steps[1] with { AttemptsBefore = counts }] };
        Assert.Equal(expected, $"{Judge(facts, Good).Verdict}");
    }

    [Theory]
    [InlineData(false, nameof(Verdict.Pass))]
    [InlineData(true, nameof(Verdict.Error))]
    public void No_order_proves_nothing_when_a_step_did_not_end(bool isEndless, string expected)
    {
        var facts = TestFacts.Played;
        facts = facts with { Orders = [], Steps = [facts.Steps[0] with { IsEndless = isEndless }] };
        Assert.Equal(expected, $"{Judge(facts, NotPaid).Verdict}");
    }

    [Theory]
    [InlineData(true, nameof(Verdict.Pass))]
    [InlineData(false, nameof(Verdict.Skip))]
    public void A_break_is_reached_only_when_it_was_seen(bool isSeen, string expected)
    {
        var result = CaseJudge.Judge(
            Case with { Reached = [new Condition.Broke()], Must = [NotPaid] }, TestFacts.Played with { IsBreakSeen = isSeen });
        Assert.Equal(expected, $"{result.Verdict}");
    }

    static CheckCase Case => CaseCatalog.All[0] with { Reached = [], Must = [], Should = [], Supposed = null };

    static CaseResult Judge(CaseFacts facts, Condition must) => CaseJudge.Judge(Case with { Must = [must] }, facts);
}
