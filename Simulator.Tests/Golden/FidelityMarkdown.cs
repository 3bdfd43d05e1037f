using System.Collections.Immutable;
using System.Text;
using KantanSim.Admin.Pages;
using KantanSim.Fidelity;

namespace KantanSim.Tests.Golden;

/// <summary>The dashboard's account of what is confirmed and what is supposed, as documents.</summary>
internal static class FidelityMarkdown
{
    public static string Document(FidelityReport model)
    {
        var tables = model.Tables.Where(table => !table.IsMatrix).ToList();
        var text = new StringBuilder("""
            # Confirmed and supposed

            Generated from the code, like the dashboard's page `/fidelity`. The [lifecycles](lifecycle.md) are shown as matrices on a page of their
            own. No confidential specification was read. **confirmed**: a public source describes exactly this. **by analogy**: a public source
            describes a sibling method or the gateway's common layer. **supposed**: no public source was found; it is our choice. The number
            is the source. [Protocol choices](protocol-choices.md) has a summary, and says how to change what is supposed.


            """);
        text.Append("| part | confirmed | by analogy | supposed |\n| --- | --: | --: | --: |\n");
        foreach (var table in tables)
            text.Append($"| [{table.Title.En}](#{table.Id}) | {FidelityReport.Count(table, Confidence.Confirmed)} | {FidelityReport.Count(table, Confidence.Analogy)} | {FidelityReport.Count(table, Confidence.Supposed)} |\n");
        text.Append("\n## Sources\n\n");
        foreach (var (source, at) in model.Sources.Select((source, at) => (source, at)))
            text.Append($"{at + 1}. {source}\n");
        foreach (var table in tables) text.Append(Section(table, model));
        return text.ToString();
    }

    public static string Lifecycles(FidelityReport model)
    {
        var matrices = model.Tables.Where(table => table.IsMatrix).ToList();
        return $"# Lifecycles: trigger by status\n\n{matrices[0].About.En} How sure each transition is: [confirmed and supposed](fidelity.md).\n"
            + string.Concat(matrices.Select(matrix => $"\n## {matrix.Title.En}\n\n{Table(matrix, model)}"));
    }

    // The anchor that the page has: GitHub makes one of its own from the title.
    static string Section(FidelityTable table, FidelityReport model) => $"\n<a id=\"{table.Id}\"></a>\n\n## {table.Title.En}\n\n{table.About.En}\n\n{Table(table, model)}";

    static string Table(FidelityTable table, FidelityReport model) =>
        Row(table.Columns, model) + Row([.. table.Columns.Select(_ => (FidelityCell)"---")], model) + string.Concat(table.Rows.Select(row => Row(row, model)));

    static string Row(ImmutableArray<FidelityCell> row, FidelityReport model) => $"| {string.Join(" | ", row.Select(cell => Text(cell, model)))} |\n";

    static string Text(FidelityCell cell, FidelityReport model) =>
        (cell.Fact is { } fact ? $"{cell.En} {model.NumberOf(fact)}" : cell.En).Replace("|", "\\|", StringComparison.Ordinal).Replace("\n", "<br>", StringComparison.Ordinal);
}
