using System.Collections.Immutable;
using System.Text;
using KantanSim.Admin.Pages;
using KantanSim.Fidelity;

namespace KantanSim.Tests.Golden;

/// <summary>Writes the report of the page <c>/fidelity</c> as Markdown documents.</summary>
internal static class FidelityMarkdown
{
    public static string Document(FidelityReport report)
    {
        var tables = report.Tables.Where(table => !table.IsMatrix).ToList();
        var text = new StringBuilder("""
            # Confirmed and supposed

            Generated from the code, like the dashboard's page `/fidelity`. [Lifecycles](lifecycle.md) shows the lifecycles as matrices. No
            confidential specification was read. **confirmed**: a public source describes exactly this. **by analogy**: a public source
            describes a sibling method or the gateway's common layer. **supposed**: no public source was found; it is our choice. The number
            is the source. [Protocol choices](protocol-choices.md) has a summary, and says how to change what is supposed.


            """);
        text.Append("| part | confirmed | by analogy | supposed |\n| --- | --: | --: | --: |\n");
        foreach (var table in tables) text.Append(Summary(table));
        text.Append("\n## Sources\n\n");
        for (var at = 0; at < report.Sources.Length; at++) text.Append($"{at + 1}. {report.Sources[at].En}\n");
        foreach (var table in tables) text.Append(Section(table, report));
        return text.ToString();
    }

    public static string Lifecycles(FidelityReport report)
    {
        var matrices = report.Tables.Where(table => table.IsMatrix).ToList();
        var sections = matrices.Select(matrix => $"\n## {matrix.Title.En}\n\n{Table(matrix, report)}");
        return "# Lifecycles: trigger by status\n\n"
            + $"{matrices[0].About.En} How sure each transition is: [confirmed and supposed](fidelity.md).\n"
            + string.Concat(sections);
    }

    static string Summary(FidelityTable table)
    {
        var counts = new[] { Confidence.Confirmed, Confidence.Analogy, Confidence.Supposed }
            .Select(confidence => FidelityReport.Count(table, confidence));
        return $"| [{table.Title.En}](#{table.Id}) | {string.Join(" | ", counts)} |\n";
    }

    // The anchor is the one of the page: GitHub would derive another from the title.
    static string Section(FidelityTable table, FidelityReport report) =>
        $"\n<a id=\"{table.Id}\"></a>\n\n## {table.Title.En}\n\n{table.About.En}\n\n{Table(table, report)}";

    static string Table(FidelityTable table, FidelityReport report)
    {
        var separators = table.Columns.Select(_ => (FidelityCell)"---");
        return string.Concat(new[] { table.Columns, [.. separators] }.Concat(table.Rows).Select(row => Row(row, report)));
    }

    static string Row(ImmutableArray<FidelityCell> row, FidelityReport report) =>
        $"| {string.Join(" | ", row.Select(cell => Text(cell, report)))} |\n";

    static string Text(FidelityCell cell, FidelityReport report)
    {
        var text = cell.Fact is { } fact ? $"{cell.En} {report.NumberOf(fact)}" : cell.En;
        return text.Replace("|", "\\|", StringComparison.Ordinal).Replace("\n", "<br>", StringComparison.Ordinal);
    }
}
