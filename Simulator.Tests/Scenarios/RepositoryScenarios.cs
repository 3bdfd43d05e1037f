using KantanSim.Scenarios.Files;

namespace KantanSim.Tests.Scenarios;

/// <summary>The scenario files of the repository, in <c>scenarios/</c>.</summary>
static class RepositoryScenarios
{
    public static string Folder { get; } = Path.Combine(Root(new(AppContext.BaseDirectory)), "scenarios");

    public static ScenarioLibrary Library { get; } = ScenarioLibrary.Load(Folder, BuiltInSymbols.Known);

    static string Root(DirectoryInfo? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "KantanSim.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("No folder above the tests contains KantanSim.sln.");
    }
}
