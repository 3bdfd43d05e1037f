using KantanSim.Tests.Admin.Pages.FirstCall;
using KantanSim.Tests.Golden;

namespace KantanSim.Tests.Snippets;

/// <summary>
/// The C# in the documents compiles: as the body of a test, or as a part of the example project, which ExampleProjectTests builds.
/// </summary>
public sealed class CSharpSnippetTests
{
    const string Head = """
        using KantanSim.Client;
        using KantanSim.Testing;
        using Microsoft.Playwright;
        using static Microsoft.Playwright.Assertions;

        return 0;

        """;

    // What the documents take from the reader's test.
    const string Parameters = "string notifyUrl, string orderId, string kantanSim, IPage page";

    // Those beside the tests, and what Playwright needs, which was built for an older framework.
    static readonly string[] Libraries =
    [
        .. new[] { "KantanSim.Client.dll", "KantanSim.Testing.dll", "Microsoft.Playwright.dll", "Microsoft.Bcl.AsyncInterfaces.dll" }
            .Select(file => Path.Combine(AppContext.BaseDirectory, file)),
        Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "netstandard.dll"),
    ];

    // A whole program, which FirstCallSnippetTests runs, and two that are parts of the tests of their packages.
    static readonly string[] HeldElsewhere =
        ["docs/connecting.md", "packages/KantanSim.Aspire.Hosting/README.md", "packages/Testcontainers.KantanSim/README.md"];

    [Fact]
    public async Task Snippet_compiles()
    {
        var example = string.Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "packages", "examples", "dotnet"), "*.cs")
            .Select(File.ReadAllText));
        var snippets = DocumentSnippets.OfLanguage("csharp")
            .Where(snippet => !Array.Exists(HeldElsewhere, document => snippet.Place.StartsWith($"{document}:", StringComparison.Ordinal)))
            .Where(snippet => !example.Contains(snippet.Text, StringComparison.Ordinal))
            .ToList();
        Assert.True(snippets.Count > 4, $"Only {snippets.Count} snippets were found.");
        var bodies = snippets.Select((snippet, number) => $$"""
            sealed class Snippet{{number}}
            {
                public async Task Run({{Parameters}})
                {
                    await Task.CompletedTask;
            #line 1 "{{snippet.Place}}"
            {{snippet.Text}}
            #line default
                }
            }

            """);
        var folder = Directory.CreateTempSubdirectory("kantansim-csharp-");
        try
        {
            await CompiledProgram.Compile(folder, Head + string.Concat(bodies), Libraries);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
