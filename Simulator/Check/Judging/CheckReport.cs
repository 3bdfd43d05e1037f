using System.Collections.Immutable;

namespace KantanSim.Check.Judging;

/// <summary>The results of a run.</summary>
internal sealed record CheckReport
{
    /// <summary>The path of the shop's file, as it was named.</summary>
    public required string File { get; init; }
    /// <summary>The URL of KantanSim.</summary>
    public required string Gateway { get; init; }
    public required int Seed { get; init; }
    /// <summary>Ids, groups such as <c>N</c>, or <c>core</c>, as they were named; empty: all.</summary>
    public IReadOnlyList<string> Selection { get; init; } = [];
    /// <summary>Of the program.</summary>
    public required string Version { get; init; }
    /// <summary>When the run began, in real time.</summary>
    public required DateTimeOffset StartedAt { get; init; }
    /// <summary>Real time.</summary>
    public required TimeSpan Duration { get; init; }
    /// <summary>In the order of the catalogue.</summary>
    public required ImmutableArray<CaseResult> Results { get; init; }
    /// <summary>Whether the run was interrupted, so that cases are missing.</summary>
    public bool IsInterrupted { get; init; }
    /// <summary>Why the run broke off, or was not cleaned up; null: it was not.</summary>
    public string? Fault { get; init; }
}
