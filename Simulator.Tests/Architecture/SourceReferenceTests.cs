using System.Text.RegularExpressions;
using KantanSim.Tests.Golden;

namespace KantanSim.Tests.Architecture;

/// <summary>A document that the program's source names is one of the repository, so that a reader finds it.</summary>
public sealed partial class SourceReferenceTests
{
    static readonly string[] Folders = ["Simulator", "packages"];

    [Fact]
    public void Document_that_the_source_names_exists()
    {
        var named =
            from folder in Folders
            from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
            where !Generated().IsMatch(file)
            from match in Document().Matches(File.ReadAllText(file))
            select (File: Path.GetRelativePath(Repository.Root, file), Document: match.Value);
        Assert.NotEmpty(named);
        Assert.All(named, one => Assert.True(File.Exists(Path.Combine(Repository.Root, one.Document)), $"{one.File} names {one.Document}"));
    }

    [GeneratedRegex(@"[/\\](bin|obj|node_modules)[/\\]")]
    private static partial Regex Generated();

    [GeneratedRegex(@"(?<![\w/:.{-])[a-zA-Z][\w/-]*\.md\b")]
    private static partial Regex Document();
}
