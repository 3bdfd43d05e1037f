using System.Collections.Immutable;
using KantanSim.Fidelity;
using KantanSim.Methods;
using KantanSim.Protocol;

namespace KantanSim.Admin.Pages;

/// <summary>
/// What is confirmed about the simulated protocol and what is assumed, generated from the code. The page <c>/fidelity</c> and
/// docs/fidelity.md show it.
/// </summary>
internal sealed class FidelityReport
{
    public FidelityReport(ProtocolCatalog protocol, ProtocolOptions options)
    {
        Tables =
        [
            .. FidelityOfCalls.Of(protocol, options),
            .. FidelityOfMessages.Of(protocol),
            .. FidelityOfLifecycles.Of(protocol),
            FidelityOfErrors.Table,
            FidelityOfProtocolOptions.Of(options),
            NotSimulated.Table,
        ];
        var facts = Tables.SelectMany(table => table.Facts).OrderBy(fact => fact.Confidence);
        Sources = [.. facts.Select(fact => (fact.Source, fact.Ja)).Distinct()];
    }

    public ImmutableArray<FidelityTable> Tables { get; }

    /// <summary>The distinct sources of all rows, those of the highest confidence first.</summary>
    public ImmutableArray<(string En, string Ja)> Sources { get; }

    /// <summary>The number of a fact's source in <see cref="Sources"/>, counted from 1.</summary>
    public int NumberOf(Fact fact) => Sources.IndexOf((fact.Source, fact.Ja)) + 1;

    public static int Count(FidelityTable table, Confidence confidence) => table.Facts.Count(fact => fact.Confidence == confidence);
}
