using KantanSim.Scenarios.Files;

namespace KantanSim.Evidence;

/// <summary>Something that a shop, a consumer or an operator did with a payment.</summary>
/// <param name="Line">The step of a script that does it again.</param>
/// <param name="RealAt">When it began, in real time.</param>
/// <param name="RealEnd">When it ended, in real time.</param>
/// <param name="From">When it began, on the shop's clock.</param>
/// <param name="To">When it ended, on the shop's clock: later than From when a scenario has delayed it.</param>
internal sealed record Stimulus(ScriptLine Line, DateTimeOffset RealAt, DateTimeOffset RealEnd, DateTimeOffset From, DateTimeOffset To);
