using System.Collections.Immutable;

namespace KantanSim.Check.Reports;

/// <summary>A file of red cases that a team accepts for a time.</summary>
/// <param name="File">Its path, as it was named.</param>
/// <param name="Entries">In the order of the file; each case once.</param>
internal sealed record Baseline(string File, ImmutableArray<BaselineEntry> Entries)
{
    /// <summary>Where an entry stands: <c>file:line</c>.</summary>
    public string PlaceOf(BaselineEntry entry) => FormattableString.Invariant($"{File}:{entry.Line}");
}

/// <summary>A red case that is accepted.</summary>
/// <param name="Case">The id, such as <c>N05</c>; the case may be unknown.</param>
/// <param name="Until">The last day on which it is accepted, Japan's date.</param>
/// <param name="Line">Its line in the file, from 1.</param>
internal sealed record BaselineEntry(string Case, string Reason, DateOnly Until, int Line);
