using KantanSim.Check.Judging;
using KantanSim.Check.Reports;

namespace KantanSim.Tests.Check.Reports;

/// <summary>The summary of a run: conclusion, counts, baseline, what to do next, and what the exit code means.</summary>
public sealed class CheckSummaryTests
{
    [Fact]
    public void Summary_tells_counts_baseline_and_exit_code() => Assert.Equal(
        """
        The shop does not pass 1 of 4 judged cases. 1 more case could not be tried. 1 accepted case must be reviewed.
        2 FAIL, 1 ERROR, 1 WARN, 1 PASS (95.0 s, seed 7)
        FAIL N05 accepted until 2026-12-31: reason of N05
        baseline.yaml:2: W01 is not red any more: PASS. Remove the entry.
        Repeat: kantansim check run N07 D01 --file kantansim-check.yaml --seed 7
        1 FAIL, 1 ERROR, 1 stale in the baseline: exit code 1.
        """,
        Text("en", TestReport.Outcome(
            [
                TestReport.Result("P01", Verdict.Warn), TestReport.Result("W01", Verdict.Pass), TestReport.Result("N05", Verdict.Fail),
                TestReport.Result("N07", Verdict.Fail), TestReport.Result("D01", Verdict.Error),
            ],
            "N05 2026-12-31", "W01 2026-12-31")));

    [Theory]
    [InlineData("Pass", "The shop passes all of 1 judged case.", "All that was judged is good: exit code 0.")]
    [InlineData("Flaky", "The shop does not pass 1 of 1 judged case.", "1 FLAKY: exit code 1.")]
    [InlineData("Skip", "Nothing was judged: this run says nothing about the shop.", "Nothing was judged: exit code 4.")]
    public void Conclusion_and_exit_code_frame_the_summary(string verdict, string first, string last)
    {
        var lines = Text("en", TestReport.Outcome([TestReport.Result("N05", Enum.Parse<Verdict>(verdict))])).Split('\n');
        Assert.Equal((first, last), (lines[0], lines[^1]));
    }

    [Fact]
    public void Run_in_which_all_red_cases_are_accepted_is_good() => Assert.StartsWith(
        "The shop passes 1 of 2 judged cases, and the others are accepted for now.\n",
        Text("en", TestReport.Outcome([TestReport.Result("P01", Verdict.Pass), TestReport.Result("N05", Verdict.Fail)], "N05 2026-12-31")),
        StringComparison.Ordinal);

    [Fact]
    public void Interrupted_run_says_so()
    {
        var text = Text("en", TestReport.Outcome(TestReport.Of(TestReport.Result("P01", Verdict.Pass)) with { IsInterrupted = true }));
        Assert.Contains("The run was interrupted: cases are missing.", text, StringComparison.Ordinal);
        Assert.EndsWith("\ninterrupted: exit code 1.", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Skip Omit Error", "Hint: mend ERROR N05 first, see above.")]
    [InlineData("Omit Skip", "Hint: mend SKIP P01 first, see above.")]
    [InlineData("", "Hint: no case was run. See kantansim check list.")]
    public void Run_that_judged_nothing_has_a_hint(string verdicts, string hint)
    {
        string[] ids = ["W01", "P01", "N05"];
        var words = verdicts.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var results = words.Zip(ids, (word, id) => TestReport.Result(id, Enum.Parse<Verdict>(word)));
        Assert.Contains(hint, Text("en", TestReport.Outcome(results)).Split('\n'));
    }

    [Fact]
    public void Summary_is_Japanese_on_request() => Assert.Equal(
        """
        判定した2ケースのうち、1ケースが不合格です。
        1 FAIL, 1 PASS (95.0秒, seed 7)
        FAIL 1件：終了コード 1
        """,
        Text("ja", TestReport.Outcome([TestReport.Result("P01", Verdict.Pass), TestReport.Result("N05", Verdict.Fail)])));

    [Fact]
    public void File_name_is_quoted_where_a_shell_needs_it() => Assert.Equal(
        "kantansim check run N05 --file 'my shop'\\''s.yaml' --seed -3", new RepeatCommand("my shop's.yaml", -3).For("N05"));

    static string Text(string language, CheckOutcome outcome) =>
        string.Join('\n', CheckSummary.Lines(outcome, new(outcome.Report.File, outcome.Report.Seed), ReportLanguage.In(language)));
}
