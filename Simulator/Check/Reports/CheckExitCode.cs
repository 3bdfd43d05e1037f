using KantanSim.Check.Judging;
using KantanSim.Commands;

namespace KantanSim.Check.Reports;

/// <summary>The exit code of <c>check run</c>.</summary>
internal static class CheckExitCode
{
    /// <summary>
    /// 0 only when something was judged, all cases were tried, and nothing is red that is not accepted. A run that was interrupted after
    /// the first judgement has findings at best: cases are missing.
    /// </summary>
    public static int Of(CheckOutcome outcome)
    {
        if (outcome.Judged.Any()) return IsGood(outcome) ? ExitCodes.Success : ExitCodes.Findings;
        return IsNotReached(outcome) ? ExitCodes.NotReached : ExitCodes.NothingJudged;
    }

    static bool IsGood(CheckOutcome outcome) =>
        outcome.Report is { IsInterrupted: false, Fault: null }
        && outcome.Stale.IsEmpty && !outcome.Red.Any() && !outcome.Of(Verdict.Error).Any();

    // Cases that were omitted were not tried.
    static bool IsNotReached(CheckOutcome outcome)
    {
        var tried = outcome.Cases.Where(one => one.Result.Verdict != Verdict.Omit).ToList();
        return tried.TrueForAll(one => one.Result.Verdict == Verdict.Error) && tried.Exists(one => one.Result.IsNotReached);
    }
}
