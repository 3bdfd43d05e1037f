using KantanSim.Fidelity;

namespace KantanSim.Protocol;

/// <summary>What makes the simulator send a code.</summary>
internal enum ErrorOrigin
{
    /// <summary>A call, a browser or the clock.</summary>
    Request,
    /// <summary>The same, for a shop whose CodeFamily is E01.</summary>
    ProtocolOption,
    /// <summary>A scenario that names the code.</summary>
    Scenario,
    /// <summary>Nothing: the code belongs to another method, or the client generates it.</summary>
    Never,
}

/// <summary>A code of the catalogue.</summary>
/// <param name="Info">The ErrInfo, such as <c>M01002001</c>.</param>
/// <param name="Field">The field that the code is about; empty when it is about none.</param>
/// <param name="Fact">How well the code is confirmed.</param>
/// <param name="En">The meaning in English, without a full stop.</param>
/// <param name="Ja">The meaning in Japanese, without a full stop.</param>
internal sealed record ErrorCatalogEntry(string Info, string Field, Fact Fact, ErrorOrigin Origin, string En, string Ja)
{
    /// <summary>The M01 code that this E01 code replaces when CodeFamily is E01; null for every other code.</summary>
    public string? AliasOf { get; init; }
}
