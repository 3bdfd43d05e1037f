using System.Diagnostics;

namespace KantanSim.Tests.Packages;

/// <summary>A program that has run to its end.</summary>
/// <param name="Output">The lines of its standard output.</param>
/// <param name="Error">The lines of its standard error.</param>
internal sealed record DotnetRun(int Code, string Output, string Error)
{
    public string Text => $"exit code {Code}\n{Output}\n{Error}";

    /// <summary>Runs <c>dotnet</c>.</summary>
    public static Task<DotnetRun> Of(DirectoryInfo working, (string Name, string Value)[] environment, params string[] arguments) =>
        Of("dotnet", working, environment, arguments);

    /// <param name="program">A path, or a name that PATH leads to.</param>
    public static async Task<DotnetRun> Of(
        string program, DirectoryInfo working, (string Name, string Value)[] environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = working.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new(process.ExitCode, await output, await error);
    }
}
