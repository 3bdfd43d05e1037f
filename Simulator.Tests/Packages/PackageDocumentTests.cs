using System.Text.RegularExpressions;
using KantanSim.Tests.Golden;

namespace KantanSim.Tests.Packages;

/// <summary>The documents of the packages for Node and Python: their examples are parts of files that tests run.</summary>
public sealed partial class PackageDocumentTests
{
    const string English = "docs/tests-in-node-and-python.md";
    const string Japanese = "docs/ja/tests-in-node-and-python.md";

    static readonly string[] Sources =
    [
        .. new[] { "npm/examples", "npm/tests", "pytest/examples", "pytest/tests" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, "packages", folder)))
            .Append(Path.Combine(Repository.Root, "packages", "pytest", "conftest.py"))
            .Select(path => $"\n{File.ReadAllText(path)}"),
    ];

    [Theory]
    [InlineData(English)]
    [InlineData(Japanese)]
    [InlineData("packages/npm/README.md")]
    [InlineData("packages/pytest/README.md")]
    public void Example_is_a_part_of_a_file_that_is_run(string document)
    {
        var examples = Examples(document);
        Assert.NotEmpty(examples);
        Assert.All(examples, example =>
            Assert.True(Sources.Any(source => source.Contains($"\n{example}", StringComparison.Ordinal)), $"No file has:\n{example}"));
    }

    [Fact]
    public void Pages_have_the_same_examples_and_calls()
    {
        Assert.Equal(Examples(English), Examples(Japanese));
        Assert.Equal(Named(Text(English)), Named(Text(Japanese)));
    }

    // Without the indentation that a block has in a list.
    static List<string> Examples(string document) =>
        [.. Block().Matches(Text(document)).Select(match => Regex.Replace(match.Groups[2].Value, $"(?m)^{match.Groups[1].Value}", ""))];

    static SortedSet<string> Named(string text) =>
        new(Call().Matches(text).Select(match => match.Groups[1].Value), StringComparer.Ordinal);

    static string Text(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));

    [GeneratedRegex("(?ms)^( *)```(?:js|ts|python|bash)\n(.*?)^ *```$")]
    private static partial Regex Block();

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Call();
}
