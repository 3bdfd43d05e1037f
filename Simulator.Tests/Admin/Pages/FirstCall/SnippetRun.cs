using System.Diagnostics;

namespace KantanSim.Tests.Admin.Pages.FirstCall;

/// <summary>Runs a program of a first call with what is installed here.</summary>
internal static class SnippetRun
{
    /// <returns>The exit code, and what was written to both streams.</returns>
    public static async Task<(int Code, string Output)> Run(string language, string text)
    {
        var folder = Directory.CreateTempSubdirectory("kantansim-first-call-");
        try
        {
            return language switch
            {
                "curl" => await Start("bash", "-c", text),
                "php" => await StartFile(folder, "php", "first-call.php", text),
                "ruby" => await StartFile(folder, "ruby", "first_call.rb", text),
                "node" => await StartFile(folder, "node", "first-call.mjs", text),
                "python" => await StartFile(folder, "python3", "first_call.py", text),
                "csharp" => await Start("dotnet", await CompiledProgram.Compile(folder, text)),
                _ => throw new ArgumentOutOfRangeException(nameof(language), language, "no such language"),
            };
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static async Task<(int Code, string Output)> StartFile(DirectoryInfo folder, string program, string name, string text)
    {
        Assert.SkipUnless(IsInstalled(program), $"{program} is not installed");
        var path = Path.Combine(folder.FullName, name);
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        return await Start(program, path);
    }

    static bool IsInstalled(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <inheritdoc cref="Run"/>
    internal static async Task<(int Code, string Output)> Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // Python writes to a pipe in the locale's encoding.
        start.Environment["PYTHONUTF8"] = "1";
        using var process = Process.Start(start)!;
        var cancel = TestContext.Current.CancellationToken;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancel), process.StandardError.ReadToEndAsync(cancel));
        await process.WaitForExitAsync(cancel);
        return (process.ExitCode, await output + await errors);
    }
}
