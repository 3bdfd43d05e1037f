using System.Reflection;
using KantanSim.Tests.Golden;

namespace KantanSim.Tests.Packages;

/// <summary>The packages of this build, as <c>dotnet pack KantanSim.sln</c> makes them: packed once for all tests.</summary>
internal static class BuiltPackages
{
    static readonly Lazy<Task<DirectoryInfo>> Packed = new(Pack);

    /// <summary>The folder with the .nupkg files. It is deleted when the tests end.</summary>
    public static Task<DirectoryInfo> Folder => Packed.Value;

    /// <summary>The only package with this id.</summary>
    public static async Task<FileInfo> Find(string id) => (await Folder).EnumerateFiles($"{id}.*.nupkg").Single(file =>
        char.IsAsciiDigit(file.Name[id.Length + 1]));

    static async Task<DirectoryInfo> Pack()
    {
        var folder = Directory.CreateTempSubdirectory("kantansim-packages-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
        var configuration = typeof(BuiltPackages).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        var packed = await DotnetRun.Of(
            new(Repository.Root), [],
            "pack", "KantanSim.sln", "--no-build", "-c", configuration, "-o", folder.FullName, "-v", "quiet", "-nologo");
        Assert.True(packed.Code == 0, packed.Text);
        return folder;
    }
}
