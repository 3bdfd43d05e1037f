using System.IO.Compression;
using System.Text.RegularExpressions;
using KantanSim.Tests.Golden;

namespace KantanSim.Tests.Packages;

/// <summary>The .NET tool: packed, installed from a folder, and used from an empty one.</summary>
public sealed partial class ToolPackageTests(InstalledTool tool) : IClassFixture<InstalledTool>
{
    [Fact]
    public async Task Installed_tool_prints_its_version()
    {
        var run = await tool.Run("--version");
        Assert.True(run.Code == 0 && Version().IsMatch(run.Output), run.Text);
    }

    [Fact]
    public async Task Package_runs_without_installation()
    {
        var run = await tool.RunUninstalled("--version");
        Assert.True(run.Code == 0 && Version().IsMatch(run.Output), run.Text);
    }

    [Fact]
    public async Task Installed_tool_serves_pages_and_plays_a_scenario_of_its_library_from_an_empty_folder()
    {
        using var program = await tool.Serve();
        Assert.Contains("<title>", await program.Gets("/"), StringComparison.Ordinal);
        Assert.Equal(201, (await program.Api(HttpMethod.Post, "/scenarios/arm", new { scenario = "wallet-declines" })).Http);
        var order = await program.Executes("TOOL-1");
        await program.Api(HttpMethod.Post, $"/transactions/{order.AccessId}/consumer", new { action = "play" });
        var (_, transaction) = await program.Api(HttpMethod.Get, $"/transactions/{order.AccessId}");
        Assert.Equal(("wallet-declines", "PAYFAIL"), ((string?)transaction!["scenario"], (string?)transaction["status"]));
        program.CloseInput();
        Assert.Equal(0, await program.WaitForExit());
        Assert.Empty(tool.Working.EnumerateFileSystemInfos());
    }

    [Fact]
    public async Task Package_is_one_tool_for_all_platforms_with_readme_and_icon()
    {
        using var package = await ZipFile.OpenReadAsync(
            (await BuiltPackages.Find("KantanSim")).FullName, TestContext.Current.CancellationToken);
        var files = package.Entries.Select(entry => entry.FullName).ToHashSet();
        string[] expected = ["README.md", "icon.png", "tools/net10.0/any/KantanSim.dll", "tools/net10.0/any/DotnetToolSettings.xml"];
        Assert.Superset(expected.ToHashSet(), files);
        Assert.Equal(Scenarios().Order(), files.Where(IsScenario).Select(file => file["tools/net10.0/any/".Length..]).Order());
        Assert.DoesNotContain(files, file => file.StartsWith("content", StringComparison.Ordinal));
    }

    static bool IsScenario(string file) => file.StartsWith("tools/net10.0/any/scenarios/", StringComparison.Ordinal);

    static IEnumerable<string> Scenarios() => Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "scenarios"), "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'));

    [GeneratedRegex(@"^\d+\.\d+\.\d+")]
    private static partial Regex Version();
}
