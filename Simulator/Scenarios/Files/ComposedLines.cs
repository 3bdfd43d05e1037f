namespace KantanSim.Scenarios.Files;

/// <summary>Collects the lines of a composed file, and remembers the form field that each comes from.</summary>
internal sealed class ComposedLines
{
    readonly List<string> lines = [];
    readonly Dictionary<int, string> fields = [];

    /// <param name="field">The form field; null: none.</param>
    public void Add(string line, string? field = null)
    {
        lines.Add(line);
        if (field is not null) fields.Add(lines.Count, field);
    }

    public ComposedText Text() => new(string.Concat(lines.Select(line => $"{line}\n")), fields);
}
