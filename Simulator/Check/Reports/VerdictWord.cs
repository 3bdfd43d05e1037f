using KantanSim.Check.Judging;

namespace KantanSim.Check.Reports;

/// <summary>The words of verdicts, the same in every language.</summary>
internal static class VerdictWord
{
    /// <summary>All verdicts in the order of reports: what needs attention first.</summary>
    public static readonly IReadOnlyList<Verdict> Order =
        [Verdict.Fail, Verdict.Flaky, Verdict.Error, Verdict.Warn, Verdict.Review, Verdict.Pass, Verdict.Skip, Verdict.Omit];

    /// <summary>Such as <c>PASS</c>.</summary>
    public static string Of(Verdict verdict) => $"{verdict}".ToUpperInvariant();
}
