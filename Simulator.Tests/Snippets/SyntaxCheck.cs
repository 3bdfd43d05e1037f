using KantanSim.Tests.Packages;

namespace KantanSim.Tests.Snippets;

/// <summary>Has a tool of another language read pieces of code, in one process.</summary>
internal static class SyntaxCheck
{
    /// <param name="extension">Of the files that the tool is given, without a dot.</param>
    /// <param name="tool">Its arguments are followed by the files, each named after the place of its snippet.</param>
    public static async Task Of(IEnumerable<Snippet> snippets, string extension, string tool, params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("kantansim-snippets-");
        try
        {
            var files = new List<string>();
            foreach (var snippet in snippets)
            {
                var file = Path.Combine(folder.FullName, $"{snippet.Place.Replace('/', '_').Replace(':', '_')}.{extension}");
                await File.WriteAllTextAsync(file, snippet.Text, TestContext.Current.CancellationToken);
                files.Add(file);
            }
            Assert.NotEmpty(files);
            var run = await DotnetRun.Of(tool, folder, [], [.. arguments, .. files]);
            Assert.True(run.Code == 0, run.Text);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
