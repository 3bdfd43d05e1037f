using KantanSim.Tests.Golden;

namespace KantanSim.Tests.Architecture;

/// <summary>The repository's documents, as paths relative to its root.</summary>
internal static class Documents
{
    public static readonly IReadOnlyList<string> All =
    [
        .. Directory.EnumerateFiles(Repository.Root, "*.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateDirectories(Path.Combine(Repository.Root, "packages")).Select(Readme).Where(File.Exists))
            .Where(file => !file.EndsWith(".received.md", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Documents that a test generates. Their tables and paragraphs are not wrapped.</summary>
    public static readonly IReadOnlyList<string> Generated =
        ["docs/advice.md", "docs/fidelity.md", "docs/lifecycle.md", "docs/scenarios.md"];

    static string Readme(string folder) => Path.Combine(folder, "README.md");
}
