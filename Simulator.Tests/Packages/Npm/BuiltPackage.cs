using KantanSim.Tests.Golden;

namespace KantanSim.Tests.Packages.Npm;

/// <summary>The npm package, compiled and packed once, as a release does it.</summary>
public sealed class BuiltPackage : IAsyncLifetime
{
    public const string Folder = "packages/npm";

    /// <summary>The files of the release.</summary>
    public DirectoryInfo Release { get; } = Directory.CreateTempSubdirectory("kantansim-release-");

    public async ValueTask InitializeAsync()
    {
        var modules = Path.Combine(Repository.Root, Folder, "node_modules");
        Assert.True(Directory.Exists(modules), $"{Folder} has no node_modules: run ./test.sh, or npm ci in {Folder}");
        await ToolRun.Run("packages", "bash", "release.sh", Release.FullName, "npm", "pytest");
    }

    public ValueTask DisposeAsync()
    {
        Release.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs a script of package.json, which must succeed.</summary>
    /// <returns>What it wrote.</returns>
    internal static Task<string> Npm(string script, params string[] arguments) =>
        ToolRun.Run(Folder, "npm", ["run", "--silent", script, "--", .. arguments]);
}
