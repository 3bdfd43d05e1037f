using System.Collections.Immutable;
using KantanSim.Check.Adapters;
using KantanSim.Check.Cases;
using KantanSim.Check.Judging;

namespace KantanSim.Check.Command;

/// <summary>Keeps the results of a run as they come, so that a run that breaks off is reported too. Masks secrets. Thread-safe.</summary>
internal sealed class RunRecord(IReadOnlyList<CheckCase> cases, SecretValues secrets) : ICheckProgress
{
    readonly Lock changing = new();
    readonly Dictionary<string, CaseResult> results = new(StringComparer.Ordinal);

    /// <summary>Shows the progress; null: nothing does.</summary>
    public ICheckProgress? Shown { get; set; }

    public void Started(CheckCase check) => Shown?.Started(check);

    public void Finished(CaseResult result)
    {
        var masked = Masked(result);
        lock (changing) results[result.Case.Id] = masked;
        Shown?.Finished(masked);
    }

    /// <summary>The results so far, in the order of the cases.</summary>
    public ImmutableArray<CaseResult> Results
    {
        get
        {
            lock (changing) return [.. cases.Select(one => results.GetValueOrDefault(one.Id)).OfType<CaseResult>()];
        }
    }

    /// <summary>All cases that have no result yet could not be tried.</summary>
    /// <param name="isNotReached">Whether KantanSim was not reached.</param>
    public void BreakOff(string why, bool isNotReached)
    {
        foreach (var one in cases.Where(one => !IsFinished(one)))
            Finished(new() { Case = one, Verdict = Verdict.Error, Sentence = new(why, why), IsNotReached = isNotReached });
    }

    bool IsFinished(CheckCase one)
    {
        lock (changing) return results.ContainsKey(one.Id);
    }

    CaseResult Masked(CaseResult result) => result with
    {
        Sentence = result.Sentence with { En = secrets.HideIn(result.Sentence.En), Ja = secrets.HideIn(result.Sentence.Ja) },
        Conditions = [.. result.Conditions.Select(Masked)],
    };

    ConditionResult Masked(ConditionResult one) => one with
    {
        Sentence = one.Sentence with { En = secrets.HideIn(one.Sentence.En), Ja = secrets.HideIn(one.Sentence.Ja) },
    };
}
