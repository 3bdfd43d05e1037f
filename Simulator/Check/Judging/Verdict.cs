using System.Collections.Immutable;
using KantanSim.Check.Cases;
using KantanSim.Transactions;

namespace KantanSim.Check.Judging;

/// <summary>What is said about a shop after a case.</summary>
internal enum Verdict
{
    Pass,
    /// <summary>It did what it must not, or not what it must.</summary>
    Fail,
    /// <summary>It did not what it should.</summary>
    Warn,
    /// <summary>It would fail, but the judgement rests on a supposed fact.</summary>
    Review,
    /// <summary>The fault did not reach the shop.</summary>
    Skip,
    /// <summary>The case does not apply to the shop.</summary>
    Omit,
    /// <summary>The set-up, the adapter or KantanSim failed.</summary>
    Error,
    /// <summary>Two runs with the same seed differ.</summary>
    Flaky,
}

/// <summary>The result of a case.</summary>
internal sealed record CaseResult
{
    public required CheckCase Case { get; init; }
    public required Verdict Verdict { get; init; }
    /// <summary>One sentence: why.</summary>
    public required Note Sentence { get; init; }
    /// <summary>Whether the shop or KantanSim was not reached; only with <see cref="Judging.Verdict.Error"/>.</summary>
    public bool IsNotReached { get; init; }
    /// <summary>Each condition with what was seen; empty when the case was not played.</summary>
    public ImmutableArray<ConditionResult> Conditions { get; init; } = [];
    /// <summary>What was done and seen; null when the case was not played.</summary>
    public CaseFacts? Facts { get; init; }
    /// <summary>Real time.</summary>
    public TimeSpan Duration { get; init; }
}

/// <summary>A condition and what was seen.</summary>
/// <param name="Part"><c>reached</c>, <c>must</c> or <c>should</c>.</param>
/// <param name="Sentence">What was seen, and what is expected.</param>
internal sealed record ConditionResult(string Part, Condition Condition, bool Holds, Note Sentence);
