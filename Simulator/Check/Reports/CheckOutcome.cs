using System.Collections.Immutable;
using KantanSim.Check.Judging;
using KantanSim.Transactions;

namespace KantanSim.Check.Reports;

/// <summary>What a run comes to: the results beside what a baseline accepts.</summary>
/// <param name="Cases">In the order of the report.</param>
/// <param name="Stale">Entries of the baseline that should be removed or renewed, in the order of the file.</param>
internal sealed record CheckOutcome(CheckReport Report, ImmutableArray<JudgedCase> Cases, ImmutableArray<StaleEntry> Stale)
{
    /// <summary>The red cases that are not accepted.</summary>
    public IEnumerable<JudgedCase> Red => Cases.Where(one => one is { IsRed: true, Accepted: null });

    public IEnumerable<JudgedCase> Accepted => Cases.Where(one => one.Accepted is not null);

    /// <summary>Cases that say something about the shop.</summary>
    public IEnumerable<JudgedCase> Judged => Cases.Where(one => one.IsJudged);

    public IEnumerable<JudgedCase> Of(Verdict verdict) => Cases.Where(one => one.Result.Verdict == verdict);
}

/// <summary>A result, and the entry of the baseline that accepts it; null when it is not red or not accepted.</summary>
internal sealed record JudgedCase(CaseResult Result, BaselineEntry? Accepted)
{
    public string Id => Result.Case.Id;

    public bool IsRed => Result.Verdict is Verdict.Fail or Verdict.Flaky;

    public bool IsJudged => Result.Verdict is not (Verdict.Skip or Verdict.Omit or Verdict.Error);
}

/// <summary>An entry of a baseline that should be removed or renewed.</summary>
/// <param name="Place">Where it stands: <c>file:line</c>.</param>
/// <param name="Sentence">Why it is stale.</param>
internal sealed record StaleEntry(BaselineEntry Entry, string Place, Note Sentence);
