using System.Collections.Immutable;
using KantanSim.Fidelity;

namespace KantanSim.Protocol;

/// <summary>One protocol option.</summary>
/// <param name="Allowed">Its allowed values in words.</param>
/// <param name="Format">Writes its value as text.</param>
/// <param name="TryApply">Sets it from text; null when the text is not allowed.</param>
internal sealed record ProtocolOption(
    string Name, string Allowed, Func<ProtocolOptions, string> Format, Func<ProtocolOptions, string, ProtocolOptions?> TryApply)
{
    /// <summary>Every allowed value; empty when they are too many to list.</summary>
    public ImmutableArray<string> Values { get; init; } = [];

    /// <summary>Whether it cannot be set for a shop: it applies before the shop is known, or to all shops together.</summary>
    public bool IsServerOnly { get; init; }

    /// <summary>How well the default is confirmed.</summary>
    public Fact Fact { get; init; } = Facts.Chosen;

    /// <summary>Its allowed values in words, in Japanese.</summary>
    public string AllowedJa { get; init; } = Allowed;

    public string About => ProtocolOptionTexts.About(Name).En;

    public string AboutJa => ProtocolOptionTexts.About(Name).Ja;
}
