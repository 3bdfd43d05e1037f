using System.Collections.Immutable;

namespace KantanSim.Protocol;

/// <summary>What a check asks of a value: in words, and as far as figures can say it.</summary>
internal sealed record FieldConstraint(string Description)
{
    /// <summary>The most characters, or null when they are not what is counted.</summary>
    public int? MaxLength { get; init; }

    /// <summary>A regular expression (ECMA-262) of the values that are taken, or null.</summary>
    public string? Pattern { get; init; }

    /// <summary>The values that are taken; none: too many to name.</summary>
    public ImmutableArray<string> Values { get; init; } = [];
}
