namespace KantanSim.Tests.Admin.Pages.FirstCall;

/// <summary>Compiles a C# program by the SDK's compiler alone, which takes a tenth of the time of <c>dotnet run</c>.</summary>
internal static class CompiledProgram
{
    // What a console project imports without being asked.
    const string Usings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    static readonly string Framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    /// <param name="libraries">Paths of further assemblies.</param>
    /// <returns>The path of the compiled program, which <c>dotnet</c> runs.</returns>
    public static async Task<string> Compile(DirectoryInfo folder, string text, params string[] libraries)
    {
        var program = Path.Combine(folder.FullName, "first-call.dll");
        var response = Path.Combine(folder.FullName, "csc.rsp");
        await Write(folder, "first-call.cs", text);
        await Write(folder, "usings.cs", Usings);
        await Write(folder, "first-call.runtimeconfig.json", RuntimeConfig());
        await Write(folder, "csc.rsp", string.Join('\n',
        [
            "-nologo", "-nostdlib", "-nullable:enable", "-langversion:latest", $"-out:\"{program}\"",
            .. Directory.GetFiles(Framework, "System*.dll").Append(Path.Combine(Framework, "mscorlib.dll"))
                .Where(IsManaged).Concat(libraries).Select(path => $"-reference:\"{path}\""),
            $"\"{Path.Combine(folder.FullName, "first-call.cs")}\"", $"\"{Path.Combine(folder.FullName, "usings.cs")}\"",
        ]));
        var (code, output) = await SnippetRun.Start("dotnet", Compiler(), "-noconfig", $"@{response}");
        Assert.True(code == 0, output);
        return program;
    }

    static Task Write(DirectoryInfo folder, string name, string text) =>
        File.WriteAllTextAsync(Path.Combine(folder.FullName, name), text, TestContext.Current.CancellationToken);

    static bool IsManaged(string path) => !path.Contains(".Native", StringComparison.Ordinal);

    static string RuntimeConfig() =>
        $$"""{"runtimeOptions":{"tfm":"net10.0","framework":{"name":"Microsoft.NETCore.App","version":"{{Environment.Version}}" } } }""";

    // ROOT/shared/Microsoft.NETCore.App/VERSION → ROOT/sdk/VERSION
    static string Compiler()
    {
        var sdks = Path.Combine(Framework, "..", "..", "..", "sdk");
        return Directory.GetDirectories(sdks, "10.*")
            .Select(sdk => Path.Combine(sdk, "Roslyn", "bincore", "csc.dll"))
            .Last(File.Exists);
    }
}
