using System.Globalization;
using KantanSim.Scenarios.Files;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Check.Reports;

/// <summary>
/// Reads a baseline: a YAML list of <c>{ case: N05, reason: "…", until: 2026-12-31 }</c>. A file without entries accepts nothing.
/// </summary>
internal static class BaselineReader
{
    static readonly string[] Keys = ["case", "reason", "until"];

    public static BaselineParseResult Read(string path)
    {
        var diagnostics = new DiagnosticBag(path);
        var text = YamlFile.Load(path, diagnostics);
        return text is null ? new(null, diagnostics.InOrder()) : Parse(text, path);
    }

    /// <param name="path">The path in diagnostics.</param>
    public static BaselineParseResult Parse(string text, string path)
    {
        var diagnostics = new DiagnosticBag(path);
        var root = YamlFile.Node(text, diagnostics);
        var baseline = new Baseline(path, root is null ? [] : [.. Entries(root, diagnostics)]);
        return new(diagnostics.IsEmpty ? baseline : null, diagnostics.InOrder());
    }

    static IEnumerable<BaselineEntry> Entries(YamlNode root, DiagnosticBag diagnostics)
    {
        if (root is YamlSequenceNode { Children: var items })
        {
            HashSet<string> known = new(StringComparer.Ordinal);
            return items.Select(item => Entry(item, known, diagnostics)).OfType<BaselineEntry>();
        }
        diagnostics.Add(root.Start, DiagnosticCode.WrongType, "a baseline takes a list");
        return [];
    }

    static BaselineEntry? Entry(YamlNode node, HashSet<string> known, DiagnosticBag diagnostics)
    {
        if (YamlSection.Create(node, "an entry", diagnostics, Keys) is not { } entry) return null;
        var id = Required(entry, "case")?.ToUpperInvariant();
        var reason = Required(entry, "reason");
        var until = entry.Require("until") is { } value ? Day(entry, value, diagnostics) : null;
        if (id is not null && !known.Add(id)) diagnostics.Add(node.Start, DiagnosticCode.DuplicateName, $"the case {id} is repeated");
        if (id is null || reason is null || until is null) return null;
        return new(id, reason, until.Value, (int)node.Start.Line);
    }

    static string? Required(YamlSection entry, string key) => entry.Require(key) is { } value ? entry.Text(value, key) : null;

    static DateOnly? Day(YamlSection entry, YamlNode value, DiagnosticBag diagnostics)
    {
        if (entry.Text(value, "until") is not { } text) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        diagnostics.Add(value.Start, DiagnosticCode.WrongType, $"\"until\" takes a day such as 2026-12-31, not \"{text}\"");
        return null;
    }
}

/// <summary>The result of reading a baseline: the baseline, or all of its diagnostics.</summary>
internal sealed record BaselineParseResult(Baseline? Baseline, IReadOnlyList<Diagnostic> Diagnostics);
