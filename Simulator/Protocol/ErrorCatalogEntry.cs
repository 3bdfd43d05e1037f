using KantanSim.Fidelity;

namespace KantanSim.Protocol;

/// <summary>How a merchant can get a code from the simulator.</summary>
internal enum ErrorOrigin
{
    /// <summary>A call, a browser or the clock brings it about.</summary>
    Request,
    /// <summary>The same, for a shop that chose the family E01.</summary>
    ProtocolOption,
    /// <summary>A scenario says it.</summary>
    Scenario,
    /// <summary>Never: it is another method's, or the client makes it up.</summary>
    Never,
}

/// <summary>A code of the catalogue: the field that it speaks of (or nothing), how sure it is, and what it means in our words.</summary>
internal sealed record ErrorCatalogEntry(string Info, string Field, Fact Fact, ErrorOrigin Origin, string En, string Ja);
