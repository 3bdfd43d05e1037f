using System.Collections.Immutable;
using KantanSim.Fidelity;

namespace KantanSim.Admin.Pages;

/// <summary>One part of the account of what is confirmed and what is supposed. A matrix says what happens; the rows about it say how sure that is.</summary>
internal sealed record FidelityTable(string Id, FidelityCell Title, FidelityCell About, ImmutableArray<FidelityCell> Columns, ImmutableArray<ImmutableArray<FidelityCell>> Rows)
{
    public bool IsMatrix { get; init; }

    public IEnumerable<Fact> Facts => Rows.SelectMany(row => row).Select(cell => cell.Fact).OfType<Fact>();
}

/// <summary>Words in both languages, with code between backticks and a line each; or how sure something is.</summary>
internal sealed record FidelityCell(string En, string Ja, Fact? Fact = null)
{
    public static implicit operator FidelityCell(string both) => new(both, both);

    public static implicit operator FidelityCell((string En, string Ja) words) => new(words.En, words.Ja);

    public static implicit operator FidelityCell(Fact fact) => new(Word(fact.Confidence).En, Word(fact.Confidence).Ja, fact);

    public static FidelityCell Code(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"`{name}`"));

    public static FidelityCell Lines(IEnumerable<string> lines) => string.Join('\n', lines);

    public static (string En, string Ja) Word(Confidence confidence) => confidence switch
    {
        Confidence.Confirmed => ("confirmed", "確認済み"),
        Confidence.Analogy => ("by analogy", "類推"),
        Confidence.Supposed => ("supposed", "推定"),
        _ => throw new InvalidOperationException($"No word for {confidence}."),
    };
}
