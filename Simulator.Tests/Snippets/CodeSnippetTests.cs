using KantanSim.Tests.Golden;

namespace KantanSim.Tests.Snippets;

/// <summary>The code in the documents is read by the tools of its language.</summary>
public sealed class CodeSnippetTests
{
    // Wrong and right lines stand beside each other, so that most pieces cannot run.
    const string ReadJavaScript = """
        const { SourceTextModule } = require('node:vm');
        const { readFileSync } = require('node:fs');
        for (const file of process.argv.slice(1)) new SourceTextModule(readFileSync(file, 'utf8'), { identifier: file });
        """;

    const string ReadPython = """
        import ast, sys
        for file in sys.argv[1:]: ast.parse(open(file, encoding='utf-8').read(), file)
        """;

    [Fact]
    public Task JavaScript_is_read_by_Node() => SyntaxCheck.Of(
        DocumentSnippets.OfLanguage("js"), "mjs", "node", "--no-warnings", "--experimental-vm-modules", "-e", ReadJavaScript);

    [Fact]
    public Task Python_is_read_by_Python() =>
        SyntaxCheck.Of(DocumentSnippets.OfLanguage("python"), "py", "/usr/bin/python3", "-c", ReadPython);

    // Those of Node and Python packages are held against the files that run (PackageDocumentTests).
    [Fact]
    public void TypeScript_is_a_part_of_a_file_that_is_compiled()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Repository.Root, "packages", "npm"), "*.ts", SearchOption.AllDirectories)
            .Where(file => !file.Contains("node_modules", StringComparison.Ordinal))
            .Select(File.ReadAllText)
            .ToList();
        var snippets = DocumentSnippets.OfLanguage("ts", "typescript");
        Assert.NotEmpty(snippets);
        Assert.All(snippets, snippet => Assert.True(
            sources.Exists(source => source.Contains(snippet.Text, StringComparison.Ordinal)), $"No file has what {snippet.Place} shows."));
    }
}
