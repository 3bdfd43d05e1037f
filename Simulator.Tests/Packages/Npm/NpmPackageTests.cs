using KantanSim.Startup;
using KantanSim.Tests.Golden;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Packages.Npm;

/// <summary>The npm package: its types, its own tests, its examples with node:test and vitest, and what is released.</summary>
public sealed class NpmPackageTests(BuiltPackage built) : IClassFixture<BuiltPackage>
{
    static readonly string Version = typeof(CommandLine).Assembly.GetName().Version!.ToString(3);

    [Fact]
    public async Task Types_are_those_of_the_control_API()
    {
        await using var simulated = await SimulatorFixture.Start();
        var folder = Directory.CreateTempSubdirectory("kantansim-types-");
        var (document, types) = (Path.Combine(folder.FullName, "v1.json"), Path.Combine(folder.FullName, "openapi.ts"));
        await File.WriteAllTextAsync(document, await simulated.Page("/openapi/v1.json"), TestContext.Current.CancellationToken);
        await BuiltPackage.Npm("types", document, "--output", types);
        var received = await File.ReadAllTextAsync(types, TestContext.Current.CancellationToken);
        folder.Delete(recursive: true);
        Approved.CheckFile($"{BuiltPackage.Folder}/src/openapi.ts", received);
    }

    [Fact]
    public Task Tests_and_examples_have_no_type_errors_and_the_package_no_faults() => BuiltPackage.Npm("check");

    [Fact]
    public async Task Tests_and_examples_pass_with_node_test() =>
        Assert.Matches(@"\n# pass [1-9]\d+\n# fail 0\n", await BuiltPackage.Npm("test"));

    [Fact]
    public async Task Examples_pass_with_vitest() => Assert.Matches(@"Tests +[1-9]\d* passed \(", await BuiltPackage.Npm("test:vitest"));

    [Fact]
    public async Task Release_has_the_packages_of_this_version_with_their_sums()
    {
        var sums = await ToolRun.Run(built.Release.FullName, "sha256sum", "--check", "SHA256SUMS");
        Assert.Equal($"kantansim-{Version}.tgz: OK\npytest_kantansim.py: OK\n", sums);
        Assert.Equal(3, built.Release.GetFiles().Length);
    }

    [Fact]
    public async Task Released_package_can_be_installed_and_imported()
    {
        var folder = Directory.CreateTempSubdirectory("kantansim-install-");
        var package = Path.Combine(built.Release.FullName, $"kantansim-{Version}.tgz");
        await ToolRun.Run(folder.FullName, "npm", "install", "--offline", "--silent", package);
        var names = await ToolRun.Run(folder.FullName, "node", "--eval", "import('kantansim').then(all => console.log(Object.keys(all)))");
        Assert.Contains("'KantanSimServer'", names, StringComparison.Ordinal);
        var installed = new DirectoryInfo(Path.Combine(folder.FullName, "node_modules", "kantansim")).GetFileSystemInfos();
        string[] files = [.. installed.Select(file => file.Name).Order(StringComparer.Ordinal)];
        Assert.Equal(["LICENSE", "README.md", "dist", "package.json"], files);
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Licence_is_that_of_the_repository() => Assert.Equal(Text("LICENSE"), Text($"{BuiltPackage.Folder}/LICENSE"));

    [Fact]
    public void Lock_file_names_no_registry() =>
        Assert.DoesNotContain("\"resolved\"", Text($"{BuiltPackage.Folder}/package-lock.json"), StringComparison.Ordinal);

    static string Text(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));
}
