using KantanSim.Operations;
using KantanSim.Scenarios.Files;

namespace KantanSim.Mcp;

/// <summary>A scenario without its rules and script: with them the whole library would be too long for a model.</summary>
internal sealed record ScenarioBrief(string Name, string Folder, string Title, string Description)
{
    public static ScenarioBrief Of(Scenario scenario) =>
        new(scenario.Name, scenario.Folder, scenario.Title.En, scenario.Description.En);
}

/// <summary>The scenarios in brief, and the errors in scenario files.</summary>
internal sealed record ScenarioBriefs(IReadOnlyList<ScenarioBrief> Items, IReadOnlyList<FileFaultView> Faults);
