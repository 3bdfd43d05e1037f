using KantanSim.Check.Judging;
using KantanSim.Check.Reports;

namespace KantanSim.Tests.Check.Reports;

/// <summary>The exit code of a run: 0 good, 1 findings, 3 not reached, 4 nothing judged.</summary>
public sealed class CheckExitCodeTests
{
    const string Unreached = "Unreached";

    // Verdicts of the cases in order; N05 is the first and may be accepted.
    [Theory]
    [InlineData(0, "Pass")]
    [InlineData(0, "Warn")]
    [InlineData(0, "Review")]
    [InlineData(0, "Pass Warn Review Skip Omit")]
    [InlineData(1, "Fail")]
    [InlineData(1, "Flaky")]
    [InlineData(1, "Pass Pass Fail")]
    [InlineData(1, "Pass Error")]
    [InlineData(1, "Pass " + Unreached)]
    [InlineData(1, "Fail Error")]
    [InlineData(3, Unreached)]
    [InlineData(3, Unreached + " " + Unreached + " Omit")]
    [InlineData(3, "Error " + Unreached)]
    [InlineData(4, Unreached + " Skip")]
    [InlineData(4, "Error")]
    [InlineData(4, "Skip")]
    [InlineData(4, "Omit")]
    [InlineData(4, "Skip Omit Error")]
    [InlineData(4, "")]
    public void Exit_code_follows_the_verdicts(int code, string verdicts) =>
        Assert.Equal(code, CheckExitCode.Of(TestReport.Outcome(Results(verdicts))));

    [Theory]
    [InlineData(0, "Fail", "N05 2026-12-31")]
    [InlineData(0, "Flaky Pass", "N05 2026-12-31")]
    [InlineData(1, "Fail Fail", "N05 2026-12-31")]
    [InlineData(1, "Fail Error", "N05 2026-12-31")]
    [InlineData(1, "Fail", "N05 2026-09-30")]
    [InlineData(1, "Pass", "N05 2026-12-31")]
    [InlineData(1, "Pass", "X99 2026-12-31")]
    [InlineData(0, "Pass", "D01 2026-12-31")]
    [InlineData(4, "Omit", "N05 2026-12-31")]
    [InlineData(4, "", "X99 2026-12-31")]
    public void Baseline_accepts_red_cases_and_stale_entries_are_findings(int code, string verdicts, string entry) =>
        Assert.Equal(code, CheckExitCode.Of(TestReport.Outcome(Results(verdicts), entry)));

    [Theory]
    [InlineData(4, "")]
    [InlineData(4, "Skip")]
    [InlineData(3, Unreached)]
    [InlineData(1, "Pass")]
    [InlineData(1, "Fail")]
    public void Run_that_was_interrupted_is_never_good(int code, string verdicts) => Assert.Equal(
        code, CheckExitCode.Of(TestReport.Outcome(TestReport.Of(Results(verdicts)) with { IsInterrupted = true })));

    static IEnumerable<CaseResult> Results(string verdicts) => verdicts.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Zip(["N05", "P01", "W01", "N07"], (word, id) => word == Unreached
            ? TestReport.Result(id, Verdict.Error, isNotReached: true)
            : TestReport.Result(id, Enum.Parse<Verdict>(word)));
}
