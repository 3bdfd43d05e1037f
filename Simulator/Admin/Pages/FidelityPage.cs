using System.Collections.Immutable;
using KantanSim.Fidelity;

namespace KantanSim.Admin.Pages;

/// <summary>The template model of the fidelity report.</summary>
internal static class FidelityPage
{
    public static Dictionary<string, object?> Of(FidelityReport report) => new()
    {
        ["sources"] = report.Sources.Select(Source),
        ["tables"] = report.Tables.Select(table => new Dictionary<string, object?>
        {
            ["id"] = table.Id,
            ["matrix"] = table.IsMatrix,
            ["title"] = Text(table.Title),
            ["about"] = Cell(table.About, report),
            ["columns"] = table.Columns.Select(Text),
            ["rows"] = Rows(table, report),
            ["confirmed"] = FidelityReport.Count(table, Confidence.Confirmed),
            ["analogy"] = FidelityReport.Count(table, Confidence.Analogy),
            ["supposed"] = FidelityReport.Count(table, Confidence.Supposed),
        }),
    };

    /// <summary>The place of a row: of a field, an error code or a call.</summary>
    /// <param name="table">The id of the table.</param>
    /// <param name="name">What the row's first cell names.</param>
    public static string PathOf(string table, string name) => $"/fidelity#{table}-{name}";

    // Fields of the same name, of several payment methods, have rows of their own: the first one has the id.
    static IEnumerable<Dictionary<string, object?>> Rows(FidelityTable table, FidelityReport report)
    {
        HashSet<string> ids = [];
        foreach (var row in table.Rows)
        {
            var name = NameOf(row);
            yield return new()
            {
                ["id"] = name.Length > 0 && ids.Add(name) ? $"{table.Id}-{name}" : "",
                ["cells"] = row.Select(cell => Cell(cell, report)),
            };
        }
    }

    // Empty when the first cell is not one name.
    static string NameOf(ImmutableArray<FidelityCell> row)
    {
        var name = row[0].En.Trim('`');
        return name.All(char.IsAsciiLetterOrDigit) ? name : "";
    }

    static Dictionary<string, object?> Source((string En, string Ja) source) => new() { ["en"] = source.En, ["ja"] = source.Ja };

    static Dictionary<string, object?> Text(FidelityCell cell) => new() { ["en"] = cell.En, ["ja"] = cell.Ja };

    static Dictionary<string, object?> Cell(FidelityCell cell, FidelityReport report) => new()
    {
        ["sure"] = cell.Fact is { } fact ? fact.Confidence.ToString().ToLowerInvariant() : "",
        ["source"] = cell.Fact is { } known ? report.NumberOf(known) : 0,
        ["en"] = Lines(cell.En),
        ["ja"] = Lines(cell.Ja),
    };

    // Each line is a list of pieces. Split at backticks, every second piece is code.
    static IEnumerable<object> Lines(string text) => text.Split('\n').Select(line =>
        line.Split('`').Select((piece, index) => new Dictionary<string, object?> { ["text"] = piece, ["code"] = index % 2 == 1 }));
}
