using KantanSim.Operations;
using KantanSim.Scenarios.Files;

namespace KantanSim.Evidence;

/// <summary>The scenario file of a run.</summary>
/// <param name="Name">The scenario's name.</param>
/// <param name="Faults">What the lint finds in the file; a file with faults is not given away.</param>
internal sealed record RunFile(string Name, string Yaml, IReadOnlyList<Diagnostic> Faults)
{
    const int MaxReasons = 3;

    /// <summary>409 with the faults; null when the file is valid.</summary>
    public Problem? Problem => Faults.Count == 0 ? null : Problem.Of(409, ProblemTitles.NotAllowedNow, (
        $"This run cannot be saved as a scenario: {Reasons}.", $"この実行はシナリオとして保存できません：{Reasons}。"));

    string Reasons => string.Join("; ", Faults.Take(MaxReasons).Select(Reason));

    // A fault of the whole file is on line 1.
    static string Reason(Diagnostic fault) => fault.Line == 1 ? fault.Message : $"line {fault.Line}: {fault.Message}";

    /// <exception cref="ProblemException">409: the file has faults.</exception>
    public RunFile Valid() => Problem is { } problem ? throw new ProblemException(problem) : this;
}
