using System.Collections.Immutable;

namespace KantanSim.Protocol;

/// <summary>What a check accepts, for documents and for the OpenAPI schema.</summary>
/// <param name="Description">The accepted values in words, such as <c>at most 3 characters</c>.</param>
/// <param name="DescriptionJa">The same in Japanese: <c>3文字以内</c>.</param>
internal sealed record FieldConstraint(string Description, string DescriptionJa)
{
    /// <summary>The maximum length in characters; null when the check does not count characters.</summary>
    public int? MaxLength { get; init; }

    /// <summary>A regular expression (ECMA-262) that accepted values match, or null.</summary>
    public string? Pattern { get; init; }

    /// <summary>The accepted values; empty when they are too many to list.</summary>
    public ImmutableArray<string> Values { get; init; } = [];
}
