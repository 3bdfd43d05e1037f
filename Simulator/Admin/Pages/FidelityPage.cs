using KantanSim.Fidelity;

namespace KantanSim.Admin.Pages;

/// <summary>The account as its page reads it.</summary>
internal static class FidelityPage
{
    public static Dictionary<string, object?> Of(FidelityReport model) => new()
    {
        ["sources"] = model.Sources,
        ["tables"] = model.Tables.Select(table => new Dictionary<string, object?>
        {
            ["id"] = table.Id,
            ["matrix"] = table.IsMatrix,
            ["title"] = Words(table.Title),
            ["about"] = Of(table.About, model),
            ["columns"] = table.Columns.Select(Words),
            ["rows"] = table.Rows.Select(row => row.Select(cell => Of(cell, model))),
            ["confirmed"] = FidelityReport.Count(table, Confidence.Confirmed),
            ["analogy"] = FidelityReport.Count(table, Confidence.Analogy),
            ["supposed"] = FidelityReport.Count(table, Confidence.Supposed),
        }),
    };

    static Dictionary<string, object?> Words(FidelityCell cell) => new() { ["en"] = cell.En, ["ja"] = cell.Ja };

    static Dictionary<string, object?> Of(FidelityCell cell, FidelityReport model) => new()
    {
        ["sure"] = cell.Fact is { } fact ? fact.Confidence.ToString().ToLowerInvariant() : "",
        ["source"] = cell.Fact is { } known ? model.NumberOf(known) : 0,
        ["en"] = Lines(cell.En),
        ["ja"] = Lines(cell.Ja),
    };

    // What stands between backticks is code: every second piece.
    static IEnumerable<object> Lines(string text) => text.Split('\n').Select(line =>
        line.Split('`').Select((piece, at) => new Dictionary<string, object?> { ["text"] = piece, ["code"] = at % 2 == 1 }));
}
