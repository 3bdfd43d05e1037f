using KantanSim.Check.Cases;
using KantanSim.Check.Files;
using KantanSim.Check.Reports;
using KantanSim.Scenarios.Files;

namespace KantanSim.Check.Command;

/// <summary>Reads what a command is given.</summary>
internal static class CheckInput
{
    /// <summary>Selects the core cases.</summary>
    public const string Core = "core";

    static readonly string[] Options = ["--file", "--seed", "--junit", "--html", "--baseline", "--lang", "--json", "--help"];

    static readonly IReadOnlyList<string> Ids = [.. CaseCatalog.All.Select(one => one.Id)];

    /// <exception cref="CheckInputException">The file is missing or has faults.</exception>
    public static CheckFile File(string path)
    {
        var read = CheckFileReader.Read(path);
        return read.File ?? throw new CheckInputException([.. read.Diagnostics.Select(diagnostic => diagnostic.ToString())]);
    }

    /// <exception cref="CheckInputException">The file is missing or has faults.</exception>
    public static Baseline Baseline(string path)
    {
        var read = BaselineReader.Read(path);
        var baseline = read.Baseline ?? throw new CheckInputException([.. read.Diagnostics.Select(diagnostic => diagnostic.ToString())]);
        var unknown = baseline.Entries.Where(entry => !Ids.Contains(entry.Case)).ToList();
        if (unknown.Count == 0) return baseline;
        throw new CheckInputException(
            [.. unknown.Select(entry => $"{baseline.PlaceOf(entry)} {entry.Case} is not a case.{Near(entry.Case, Ids)}")]);
    }

    /// <summary>The cases that are named, in the order of the catalogue.</summary>
    /// <param name="names">Ids such as <c>N05</c>, groups such as <c>N</c>, or <c>core</c>; none: all.</param>
    /// <exception cref="CheckInputException">A name is unknown.</exception>
    public static IReadOnlyList<CheckCase> Cases(IReadOnlyList<string> names)
    {
        var unknown = names.Where(name => !CaseCatalog.All.Any(one => IsNamed(one, name))).ToList();
        if (unknown.Count > 0) throw new CheckInputException([.. unknown.Select(Unknown)]);
        return names.Count == 0 ? CaseCatalog.All : [.. CaseCatalog.All.Where(one => names.Any(name => IsNamed(one, name)))];
    }

    /// <summary>The folder of a file.</summary>
    public static string FolderOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path))!;

    static bool IsNamed(CheckCase one, string name) =>
        name.Equals(one.Id, StringComparison.OrdinalIgnoreCase)
        || (name.Length == 1 && one.Id.StartsWith(name, StringComparison.OrdinalIgnoreCase))
        || (name.Equals(Core, StringComparison.OrdinalIgnoreCase) && one.IsCore);

    static string Unknown(string name)
    {
        if (name.StartsWith('-')) return UnknownOption(name.Split('=')[0]);
        var groups = string.Join(", ", Ids.Select(id => id[..1]).Distinct());
        return $"'{name}' is not a case; allowed: an id such as N05, a group ({groups}), or {Core}. "
            + $"kantansim check list shows all.{Near(name.ToUpperInvariant(), Ids)}";
    }

    static string UnknownOption(string name) =>
        $"'{name}' is not an option of check run; allowed: {string.Join(", ", Options)}.{Near(name, Options)}";

    static string Near(string name, IReadOnlyCollection<string> allowed) =>
        SpellingSuggestion.Closest(name, allowed) is { } near ? $" Did you mean {near}?" : "";
}

/// <summary>What a command was given is invalid.</summary>
/// <param name="lines">One line each.</param>
internal sealed class CheckInputException(IReadOnlyList<string> lines) : Exception(string.Join(' ', lines))
{
    public IReadOnlyList<string> Lines => lines;
}
