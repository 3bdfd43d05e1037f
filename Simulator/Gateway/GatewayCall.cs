using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Gateway;

/// <summary>A parsed call of a merchant.</summary>
/// <param name="Scenario">The scenario that the request header names; null when it names none.</param>
/// <param name="Began">A <see cref="System.Diagnostics.Stopwatch"/> timestamp, in real time.</param>
/// <param name="Sender">Who sends the call in place of the shop, for the timeline; null for the shop itself.</param>
/// <param name="Redactor">Masks the fields for display; null masks by field name only.</param>
internal sealed record GatewayCall(
    string Api, Request Request, string PublicUrl, string? Scenario, long Began, string? Sender = null, Redactor? Redactor = null)
{
    /// <summary>The fields with secrets masked. Masked by the caller's thread, because all decisions share one writer thread.</summary>
    public IReadOnlyDictionary<string, string> MaskedFields { get; } = Request.Masked(Redactor);

    /// <summary>The body as received; empty when it was not read.</summary>
    public byte[] Body { get; init; } = [];

    /// <summary>Simulated time of its arrival on the shop's clock; null when it was not noted.</summary>
    public DateTimeOffset? ArrivedAt { get; init; }

    /// <summary>Why the gateway read the call as it did.</summary>
    public IReadOnlyList<Note> Notes { get; init; } = [];

    /// <summary>What the gateway did not read as it was probably meant; null for nothing.</summary>
    public FormFaults? FormFaults { get; init; }
}
