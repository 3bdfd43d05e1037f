namespace KantanSim.Scenarios.Files;

/// <summary>The protocol's names that a scenario file may use, so that a misspelled one is reported.</summary>
/// <param name="Operations">The gateway's APIs, such as <c>RecruitSales</c>.</param>
/// <param name="Statuses">A payment's statuses, such as <c>AUTH</c>.</param>
/// <param name="Errors">ErrInfo codes, such as <c>M01054004</c>.</param>
internal sealed record KnownSymbols(IReadOnlyList<string> Operations, IReadOnlyList<string> Statuses, IReadOnlyList<string> Errors);
