using System.Diagnostics;
using KantanSim.Scenarios.Files;

namespace KantanSim.Tests.Scenarios;

/// <summary>The lint command's report of invalid scenario files.</summary>
public sealed class LintTests : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kantansim-lint-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Every_invalid_file_is_reported_and_the_valid_ones_are_loaded()
    {
        // Each in its own folder, because all are named x.
        var rows = ScenarioFileTests.InvalidFiles
            .Select((row, number) => (Path: Path.Combine($"{number:D2}", "x.yaml"), row.Data))
            .ToList();
        foreach (var (path, data) in rows) Write(path, data.Item4);
        Write("good.yaml", "name: good\nrules: [{ when: walletOpened, then: cancel }]\n");
        var library = ScenarioLibrary.Load(folder.FullName, BuiltInSymbols.Known);
        Assert.True(rows.Count > 30);
        Assert.Equal(
            rows.Select(row => $"{row.Path}:{row.Data.Item1} {row.Data.Item2}"),
            library.Diagnostics.Select(Format));
        Assert.Equal(["good", "success"], library.Names);
    }

    [Theory]
    [InlineData("walletOpend", 1, "x.yaml:2:17 unknown-value \"walletOpend\" is not a value of \"when\"")]
    [InlineData("walletOpened", 0, "")]
    public async Task The_lint_command_prints_each_error_and_sets_the_exit_code(string hook, int code, string expected)
    {
        Write("x.yaml", $"name: x\nrules: [{{ when: {hook}, then: cancel }}]\n");
        var program = Path.Combine(AppContext.BaseDirectory, "KantanSim.dll");
        var start = new ProcessStartInfo("dotnet", [program, "scenarios", "lint", folder.FullName]) { RedirectStandardOutput = true };
        using var lint = Process.Start(start)!;
        var output = await lint.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await lint.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(code, lint.ExitCode);
        Assert.Contains(expected, output, StringComparison.Ordinal);
        if (code == 1) Assert.Contains("did you mean \"walletOpened\"?", output, StringComparison.Ordinal);
    }

    string Format(Diagnostic diagnostic)
    {
        var path = Path.GetRelativePath(folder.FullName, diagnostic.File);
        return $"{path}:{diagnostic.Line}:{diagnostic.Column} {diagnostic.Code}";
    }

    void Write(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
