using KantanSim.Operations;
using KantanSim.Transactions;

namespace KantanSim.Check.Reports;

/// <summary>A message of a payment with what is known of its way to the receiver.</summary>
internal sealed record MarkedStep(StepView Step)
{
    /// <summary>Set when the message did not arrive. It says between whom, and why.</summary>
    public LostMessage? Lost { get; init; }

    /// <summary>What a scenario changed in it; null for nothing.</summary>
    public Note? Altered { get; init; }

    /// <summary>The fields that a scenario changed.</summary>
    public IReadOnlyList<AlteredField> Changes { get; init; } = [];

    /// <summary>Whether the answer was written, but did not reach the caller.</summary>
    public bool IsAnswerLost { get; init; }

    /// <summary>Whether it was refused or failed, which a report of a run does not know.</summary>
    public bool IsFailed { get; init; }

    public string From => Lost?.From ?? Step.From;

    public string To => Lost?.To ?? Step.To;
}
