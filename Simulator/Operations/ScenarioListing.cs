namespace KantanSim.Operations;

internal sealed record ScenarioListing(IReadOnlyList<ScenarioView> Items, IReadOnlyList<FileFaultView> Faults);

/// <summary>What is wrong with a scenario file.</summary>
internal sealed record FileFaultView(string File, int Line, int Column, string Code, string Message, string? Suggestion);
