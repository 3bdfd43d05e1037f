using KantanSim.Scenarios.Files;

namespace KantanSim.Operations;

/// <summary>A step of a script that was played.</summary>
/// <param name="Number">Its place in the script, from 1.</param>
/// <param name="Got"><c>ok</c>, <c>nothing</c> (no answer), <c>garbled</c>, <c>HTTP 500</c>, or the ErrInfo of a refusal.</param>
internal sealed record PlayedStep(int Number, ScriptLine Line, string Got)
{
    /// <summary>What the script says; null: anything.</summary>
    public string? Expected => Line.Gets ?? (ScriptReader.Commands.Contains(Line.Do) ? "ok" : null);

    public bool IsAsExpected => Expected is null || Expected == Got;
}
