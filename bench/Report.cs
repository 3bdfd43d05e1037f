using System.Text;

namespace KantanSim.Bench;

/// <summary>Tables of one run: on the console, and, when asked for, in the document between the marks of the same name.</summary>
internal sealed class Report(string? document)
{
    public void Table(string name, string[] columns, IEnumerable<string[]> rows)
    {
        var text = new StringBuilder();
        text.AppendLine(Line(columns)).AppendLine(Line([.. columns.Select((_, at) => at == 0 ? "---" : "--:")]));
        foreach (var row in rows) text.AppendLine(Line(row));
        Console.WriteLine($"\n{name}\n{text}");
        if (document is not null) Write(name, $"{text}");
    }

    void Write(string name, string table)
    {
        var text = File.ReadAllText(document!);
        var (begin, end) = ($"<!-- {name} -->\n", $"<!-- /{name} -->");
        var (from, to) = (text.IndexOf(begin, StringComparison.Ordinal), text.IndexOf(end, StringComparison.Ordinal));
        if (from < 0 || to < from) throw new InvalidOperationException($"{document} has no marks {begin.Trim()} and {end}.");
        File.WriteAllText(document!, text[..(from + begin.Length)] + table + text[to..]);
    }

    static string Line(string[] cells) => $"| {string.Join(" | ", cells)} |";
}
