using KantanSim.Scenarios.Files;

namespace KantanSim.Operations;

/// <summary>The loaded scenarios, and the errors in scenario files.</summary>
internal sealed record ScenarioListing(IReadOnlyList<ScenarioView> Items, IReadOnlyList<FileFaultView> Faults);

/// <summary>An error in a scenario file.</summary>
internal sealed record FileFaultView(string File, int Line, int Column, string Code, string Message, string? Suggestion)
{
    public static FileFaultView Of(Diagnostic diagnostic) =>
        new(diagnostic.File, diagnostic.Line, diagnostic.Column, diagnostic.Code, diagnostic.Message, diagnostic.Suggestion);
}
