using System.Collections.Immutable;
using KantanSim.Fidelity;

namespace KantanSim.Admin.Pages;

/// <summary>One table of the fidelity report.</summary>
internal sealed record FidelityTable(
    string Id, FidelityCell Title, FidelityCell About,
    ImmutableArray<FidelityCell> Columns, ImmutableArray<ImmutableArray<FidelityCell>> Rows)
{
    /// <summary>Whether it is a lifecycle as triggers by statuses. The confidence is in another table, which lists its rows.</summary>
    public bool IsMatrix { get; init; }

    public IEnumerable<Fact> Facts => Rows.SelectMany(row => row).Select(cell => cell.Fact).OfType<Fact>();
}

/// <summary>A text in both languages, with line breaks and with code between backticks; or a confidence with its source.</summary>
internal sealed record FidelityCell(string En, string Ja, Fact? Fact = null)
{
    public static implicit operator FidelityCell(string both) => new(both, both);

    public static implicit operator FidelityCell((string En, string Ja) text) => new(text.En, text.Ja);

    public static implicit operator FidelityCell(Fact fact) => new(Name(fact.Confidence).En, Name(fact.Confidence).Ja, fact);

    public static FidelityCell Code(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"`{name}`"));

    public static FidelityCell Lines(IEnumerable<FidelityCell> lines)
    {
        var all = lines.ToList();
        return new(string.Join('\n', all.Select(line => line.En)), string.Join('\n', all.Select(line => line.Ja)));
    }

    /// <summary>The name of a confidence in both languages.</summary>
    public static (string En, string Ja) Name(Confidence confidence) => confidence switch
    {
        Confidence.Confirmed => ("confirmed", "確認済み"),
        Confidence.Analogy => ("by analogy", "類推"),
        Confidence.Supposed => ("supposed", "推定"),
        _ => throw new InvalidOperationException($"The confidence {confidence} has no text."),
    };
}
