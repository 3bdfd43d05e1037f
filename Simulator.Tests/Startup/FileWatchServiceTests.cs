using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Startup;

/// <summary>The program logs the problems of scenario and mapping files.</summary>
public sealed class FileWatchServiceTests : IDisposable
{
    const string Broken = "name: broken\nrules: [{ when: walletOpend, then: cancel }]\n";

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kantansim-files-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Program_logs_problems_of_scenario_and_mapping_files_at_the_start_and_at_each_change()
    {
        var scenarios = folder.CreateSubdirectory("scenarios");
        var mappings = folder.CreateSubdirectory("mappings");
        WriteScenario(scenarios, "broken");
        Write(mappings, "broken.json", "{ \"Request\": 1 }");
        using var program = await SimulatorProcess.Start(
            "--KantanSim:Data=:memory:", $"--KantanSim:Scenarios={scenarios.FullName}", $"--KantanSim:Mappings={mappings.FullName}");
        await WaitForLine(program, "broken.yaml:2:17 unknown-value");
        await WaitForLine(program, "Mapping file: ", "broken.json:");
        WriteScenario(scenarios, "later");
        await WaitForLine(program, "later.yaml:2:17 unknown-value");
        Write(mappings, "later.json", "{ \"Request\": 1 }");
        await WaitForLine(program, "later.json:");
    }

    [Fact]
    public async Task Program_logs_problems_of_folders_that_are_created_after_the_start()
    {
        var scenarios = folder.CreateSubdirectory("scenarios");
        using var program = await SimulatorProcess.Start(
            [], folder, "--KantanSim:Data=:memory:", $"--KantanSim:Scenarios={scenarios.FullName}");
        scenarios.Delete(recursive: true);
        await WaitForLine(program, "missing-folder");
        scenarios.Create();
        WriteScenario(scenarios, "first");
        await WaitForLine(program, "first.yaml:2:17 unknown-value");
        WriteScenario(scenarios, "second");
        await WaitForLine(program, "second.yaml:2:17 unknown-value");
        // The default folder of mapping files, in the working directory.
        Write(folder.CreateSubdirectory("mappings"), "broken.json", "{ \"Request\": 1 }");
        await WaitForLine(program, "Mapping file: broken.json");
    }

    static void WriteScenario(DirectoryInfo folder, string name) =>
        Write(folder, $"{name}.yaml", Broken.Replace("broken", name, StringComparison.Ordinal));

    static void Write(DirectoryInfo folder, string name, string text) => File.WriteAllText(Path.Combine(folder.FullName, name), text);

    static Task WaitForLine(SimulatorProcess program, params string[] parts) =>
        program.WaitForLine(line => Array.TrueForAll(parts, part => line.Contains(part, StringComparison.Ordinal)));
}
