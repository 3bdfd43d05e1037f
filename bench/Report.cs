using System.Text;

namespace KantanSim.Bench;

/// <summary>Prints tables of results, and writes them into a document between the comments with the table's name.</summary>
/// <param name="document">The path of the document; null to print only.</param>
internal sealed class Report(string? document)
{
    /// <exception cref="InvalidOperationException">The document has no comments with the table's name.</exception>
    public void Table(string name, string[] columns, IEnumerable<string[]> rows)
    {
        var text = new StringBuilder();
        text.AppendLine(Line(columns));
        text.AppendLine(Line([.. columns.Select((_, index) => index == 0 ? "---" : "--:")]));
        foreach (var row in rows) text.AppendLine(Line(row));
        Console.WriteLine($"\n{name}\n{text}");
        if (document is not null) Write(document, name, $"{text}");
    }

    static void Write(string document, string name, string table)
    {
        var text = File.ReadAllText(document);
        var begin = $"<!-- {name} -->\n";
        var end = $"<!-- /{name} -->";
        var from = text.IndexOf(begin, StringComparison.Ordinal);
        var to = text.IndexOf(end, StringComparison.Ordinal);
        if (from < 0 || to < from) throw new InvalidOperationException($"{document} has no comments {begin.Trim()} and {end}.");
        File.WriteAllText(document, text[..(from + begin.Length)] + table + text[to..]);
    }

    static string Line(string[] cells) => $"| {string.Join(" | ", cells)} |";
}
