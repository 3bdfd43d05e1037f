using System.Collections.Immutable;
using KantanSim.Fidelity;
using KantanSim.Methods;
using KantanSim.Protocol;

namespace KantanSim.Admin.Pages;

/// <summary>The account of what is confirmed and what is supposed, made from the code: the page and the document are both written from it.</summary>
internal sealed class FidelityReport
{
    public FidelityReport(ProtocolCatalog protocol, ProtocolOptions choices)
    {
        Tables =
        [
            .. FidelityOfCalls.Of(protocol, choices),
            .. FidelityOfMessages.Of(protocol),
            .. FidelityOfLifecycles.Of(protocol),
            FidelityOfErrors.Table,
            FidelityOfProtocolOptions.Of(choices),
            NotSimulated.Table,
        ];
        Sources = [.. Tables.SelectMany(table => table.Facts).OrderBy(fact => fact.Confidence).Select(fact => fact.Source).Distinct()];
    }

    public ImmutableArray<FidelityTable> Tables { get; }

    /// <summary>The sources that any row names, once each; the surest first.</summary>
    public ImmutableArray<string> Sources { get; }

    /// <summary>By what number a row names its source.</summary>
    public int NumberOf(Fact fact) => Sources.IndexOf(fact.Source) + 1;

    public static int Count(FidelityTable table, Confidence confidence) => table.Facts.Count(fact => fact.Confidence == confidence);
}
