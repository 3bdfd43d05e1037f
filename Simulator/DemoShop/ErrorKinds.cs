using System.Collections.Immutable;

namespace KantanSim.DemoShop;

/// <summary>What the error codes of a refusal mean for the shop. A refusal may have several codes, and each counts.</summary>
internal static class ErrorKinds
{
    // Locked, throttled or overloaded: the gateway did nothing. The last one: the gateway does not know the outcome itself.
    static readonly ImmutableHashSet<string> Transient = ["E82010001", "E92000001", "E92000002", "E91029999"];

    // Suspended, or not in the contract.
    static readonly ImmutableHashSet<string> Unavailable = ["E61010001", "E61010003", "E61020001", "E61030001"];

    /// <summary>Whether the same call may succeed a moment later.</summary>
    public static bool HasTransient(ImmutableArray<string> errors) => errors.Any(Transient.Contains) && !HasUnavailableMethod(errors);

    /// <summary>Whether the shop cannot offer the method at all.</summary>
    public static bool HasUnavailableMethod(ImmutableArray<string> errors) => errors.Any(Unavailable.Contains);
}
