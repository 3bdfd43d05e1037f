using System.Diagnostics;
using KantanSim.Tests.Golden;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Packages;

/// <summary>
/// Runs a tool of another language in a folder of <c>packages</c>. What it starts as KantanSim is the program that was built.
/// </summary>
internal static class ToolRun
{
    /// <summary>Runs a tool that must succeed.</summary>
    /// <param name="folder">Relative to the repository.</param>
    /// <returns>What it wrote to both streams.</returns>
    public static async Task<string> Run(string folder, string tool, params string[] arguments)
    {
        using var process = Process.Start(Describe(Path.Combine(Repository.Root, folder), tool, arguments))!;
        // A run has many tests, each of which may take as long as one of ours.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(HangGuard.Limit * 3);
        var cancel = limit.Token;
        // What the tool has started ends with it, also when the run is cancelled.
        await using var end = cancel.Register(() => process.Kill(entireProcessTree: true));
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancel), process.StandardError.ReadToEndAsync(cancel));
        await process.WaitForExitAsync(cancel);
        var written = await output + await errors;
        Assert.True(process.ExitCode == 0, $"{tool} {string.Join(' ', arguments)} exited with {process.ExitCode}:\n{written}");
        return written;
    }

    static ProcessStartInfo Describe(string folder, string tool, string[] arguments)
    {
        var start = new ProcessStartInfo(tool, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["KANTANSIM_COMMAND"] = $"dotnet \"{Path.Combine(AppContext.BaseDirectory, "KantanSim.dll")}\"";
        start.Environment["NO_COLOR"] = "1";
        start.Environment["PYTHONUTF8"] = "1";
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        return start;
    }
}
