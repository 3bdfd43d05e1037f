using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Startup;

/// <summary>The real program logs what is wrong with scenario and mapping files.</summary>
public sealed class FileWatchServiceTests : IDisposable
{
    const string Broken = "name: broken\nrules: [{ when: walletOpend, then: cancel }]\n";

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kantansim-files-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Program_logs_faults_of_scenario_and_mapping_files_at_the_start_and_at_each_change()
    {
        var (scenarios, mappings) = (folder.CreateSubdirectory("scenarios"), folder.CreateSubdirectory("mappings"));
        Write(scenarios, "broken.yaml", Broken);
        Write(mappings, "broken.json", "{ \"Request\": 1 }");
        using var program = await SimulatorProcess.Start(
            "--KantanSim:Data=:memory:", $"--KantanSim:Scenarios={scenarios.FullName}", $"--KantanSim:Mappings={mappings.FullName}");
        await program.WaitForLine(line => line.Contains("broken.yaml:2:17 unknown-value", StringComparison.Ordinal));
        await program.WaitForLine(line => line.Contains("Mapping file: ", StringComparison.Ordinal) && line.Contains("broken.json:", StringComparison.Ordinal));
        Write(scenarios, "later.yaml", Broken.Replace("broken", "later", StringComparison.Ordinal));
        await program.WaitForLine(line => line.Contains("later.yaml:2:17 unknown-value", StringComparison.Ordinal));
        Write(mappings, "later.json", "{ \"Request\": 1 }");
        await program.WaitForLine(line => line.Contains("later.json:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Program_logs_faults_of_folders_that_come_after_the_start()
    {
        var scenarios = folder.CreateSubdirectory("scenarios");
        using var program = await SimulatorProcess.Start(
            [], folder, "--KantanSim:Data=:memory:", $"--KantanSim:Scenarios={scenarios.FullName}");
        scenarios.Delete(recursive: true);
        await program.WaitForLine(line => line.Contains("missing-folder", StringComparison.Ordinal));
        scenarios.Create();
        Write(scenarios, "first.yaml", Broken.Replace("broken", "first", StringComparison.Ordinal));
        await program.WaitForLine(line => line.Contains("first.yaml:2:17 unknown-value", StringComparison.Ordinal));
        Write(scenarios, "second.yaml", Broken.Replace("broken", "second", StringComparison.Ordinal));
        await program.WaitForLine(line => line.Contains("second.yaml:2:17 unknown-value", StringComparison.Ordinal));
        // The default folder of mapping files, beside the caller.
        Write(folder.CreateSubdirectory("mappings"), "broken.json", "{ \"Request\": 1 }");
        await program.WaitForLine(line => line.Contains("Mapping file: broken.json", StringComparison.Ordinal));
    }

    static void Write(DirectoryInfo folder, string name, string text) => File.WriteAllText(Path.Combine(folder.FullName, name), text);
}
