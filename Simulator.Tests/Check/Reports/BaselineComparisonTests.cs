using KantanSim.Check.Judging;

namespace KantanSim.Tests.Check.Reports;

/// <summary>Which red cases a baseline accepts, and which of its entries are stale. Today is 2026-10-01.</summary>
public sealed class BaselineComparisonTests
{
    [Theory]
    [InlineData("Fail", "2026-12-31", true)]
    [InlineData("Flaky", "2026-12-31", true)]
    [InlineData("Fail", "2026-10-01", true)]
    [InlineData("Fail", "2026-09-30", false)]
    [InlineData("Pass", "2026-12-31", false)]
    [InlineData("Error", "2026-12-31", false)]
    public void Red_case_is_accepted_until_its_day(string verdict, string until, bool isAccepted)
    {
        var outcome = TestReport.Outcome([TestReport.Result("N05", Enum.Parse<Verdict>(verdict))], $"N05 {until}");
        Assert.Equal(isAccepted ? "reason of N05" : null, outcome.Cases.Single().Accepted?.Reason);
    }

    [Theory]
    [InlineData("Fail", "2026-12-31", null)]
    [InlineData("Flaky", "2026-10-01", null)]
    [InlineData("Fail", "2026-09-30", "N05 was accepted until 2026-09-30 and is still FAIL: it counts again.")]
    [InlineData("Flaky", "2026-09-30", "N05 was accepted until 2026-09-30 and is still FLAKY: it counts again.")]
    [InlineData("Pass", "2026-12-31", "N05 is not red any more: PASS. Remove the entry.")]
    [InlineData("Pass", "2026-09-30", "N05 is not red any more: PASS. Remove the entry.")]
    [InlineData("Warn", "2026-12-31", "N05 is not red any more: WARN. Remove the entry.")]
    [InlineData("Review", "2026-12-31", "N05 is not red any more: REVIEW. Remove the entry.")]
    [InlineData("Omit", "2026-12-31", "N05 is not red any more: OMIT. Remove the entry.")]
    [InlineData("Skip", "2026-09-30", null)]
    [InlineData("Error", "2026-09-30", null)]
    public void Entry_is_stale_when_it_accepts_nothing(string verdict, string until, string? sentence)
    {
        var outcome = TestReport.Outcome([TestReport.Result("N05", Enum.Parse<Verdict>(verdict))], $"N05 {until}");
        Assert.Equal(sentence is null ? [] : [sentence], outcome.Stale.Select(one => one.Sentence.En));
    }

    [Fact]
    public void Entry_of_a_case_that_was_not_selected_is_not_stale() =>
        Assert.Empty(TestReport.Outcome([TestReport.Result("P01", Verdict.Pass)], "N05 2026-09-30").Stale);

    [Fact]
    public void Entry_of_an_unknown_case_is_stale_with_its_place_and_a_suggestion()
    {
        var stale = TestReport.Outcome([TestReport.Result("P01", Verdict.Fail)], "P01 2026-12-31", "N0 2026-12-31").Stale.Single();
        Assert.Equal(("baseline.yaml:2", "N0 is not a case. Did you mean N05?"), (stale.Place, stale.Sentence.En));
    }

    [Fact]
    public void Stale_entries_are_explained_in_Japanese_too() => Assert.All(
        TestReport.Outcome(
            [TestReport.Result("N05", Verdict.Fail), TestReport.Result("N07", Verdict.Pass)],
            "N05 2026-09-30", "N07 2026-12-31", "X99 2026-12-31").Stale,
        one => Assert.Contains(one.Entry.Case, one.Sentence.Ja, StringComparison.Ordinal));
}
