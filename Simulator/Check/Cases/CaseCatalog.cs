using System.Collections.Immutable;
using System.Reflection;
using KantanSim.Scenarios.Files;

namespace KantanSim.Check.Cases;

/// <summary>The cases of the program, from its embedded files.</summary>
internal static class CaseCatalog
{
    const string Folder = "Check/Cases/Files/";

    // The groups in the order of a payment.
    const string Groups = "PWNFQSDRB";

    static readonly Lazy<ImmutableArray<CheckCase>> Cases = new(Load);

    /// <summary>In the order of their groups and numbers.</summary>
    public static ImmutableArray<CheckCase> All => Cases.Value;

    /// <param name="path">For diagnostics.</param>
    /// <returns>The case; null when there are diagnostics.</returns>
    public static (CheckCase? Case, IReadOnlyList<Diagnostic> Diagnostics) Parse(string text, string path)
    {
        var diagnostics = new DiagnosticBag(path);
        var root = YamlFile.Root(text, "a case", CaseReader.Keys, diagnostics);
        var read = root is null ? null : new CaseReader(root, diagnostics).Read();
        return (diagnostics.IsEmpty ? read : null, diagnostics.InOrder());
    }

    static ImmutableArray<CheckCase> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var files = assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal));
        return
        [
            .. files.Select(name => Read(assembly, name))
                .OrderBy(one => Groups.IndexOf(one.Id[0])).ThenBy(one => one.Id, StringComparer.Ordinal),
        ];
    }

    // The files are the program's own: one that is invalid is a fault of the program, and a test reads all of them.
    static CheckCase Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        var (read, diagnostics) = Parse(reader.ReadToEnd(), name);
        return read ?? throw new InvalidOperationException(string.Join('\n', diagnostics));
    }
}
