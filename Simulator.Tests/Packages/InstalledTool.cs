using System.Runtime.InteropServices;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Packages;

/// <summary>
/// The tool, installed from the packages of this build into a folder of its own. Nothing comes from a registry or from this machine's
/// package cache, and nothing stays in it.
/// </summary>
public sealed class InstalledTool : IAsyncLifetime
{
    readonly DirectoryInfo root = Directory.CreateTempSubdirectory("kantansim-tool-");
    (string Name, string Value)[] environment = [];

    /// <summary>An empty folder, the working directory of all runs.</summary>
    public DirectoryInfo Working { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Working = root.CreateSubdirectory("empty");
        environment =
        [
            ("NUGET_PACKAGES", Path.Combine(root.FullName, "packages")), ("DOTNET_NOLOGO", "1"), ("DOTNET_CLI_TELEMETRY_OPTOUT", "1"),
            ("DOTNET_ROOT", Path.GetFullPath("../../..", RuntimeEnvironment.GetRuntimeDirectory())),
        ];
        var installed = await Dotnet("tool", "install", "KantanSim", "--tool-path", ToolPath, "--source", await Source());
        Assert.True(installed.Code == 0, installed.Text);
    }

    public ValueTask DisposeAsync()
    {
        root.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs the installed command to its end.</summary>
    internal Task<DotnetRun> Run(params string[] arguments) => DotnetRun.Of(Command, Working, environment, arguments);

    /// <summary>Runs the package without installing it, as <c>dnx KantanSim</c> does.</summary>
    internal async Task<DotnetRun> RunUninstalled(params string[] arguments) =>
        await Dotnet(["tool", "exec", "KantanSim", "--source", await Source(), "--yes", "--", .. arguments]);

    /// <summary>Starts the server on any free port and waits until it listens.</summary>
    internal Task<SimulatorProcess> Serve() => SimulatorProcess.Begin(
        ["--KantanSim:Data=:memory:", "--stop-on-stdin-close"], environment, listen: ["serve", "--urls=http://127.0.0.1:0"],
        working: Working.FullName, hasInput: true, program: [Command]).Ready();

    string ToolPath => Path.Combine(root.FullName, "tools");

    string Command => Path.Combine(ToolPath, "kantansim");

    static async Task<string> Source() => (await BuiltPackages.Folder).FullName;

    Task<DotnetRun> Dotnet(params string[] arguments) => DotnetRun.Of(Working, environment, arguments);
}
