using System.Diagnostics;
using System.Text.RegularExpressions;
using KantanSim.Tests.Golden;

namespace KantanSim.Tests.Container;

/// <summary>The steps of docs/advice.md and docs/ci/github/workflow-image.yml that ask for the advice, with a stub of docker.</summary>
public sealed partial class AdviceRecipeTests
{
    // Docker says what it is asked for; a command in the container ends with the given code.
    const string Docker = "docker() { echo \"$*\"; case \"$*\" in *exec*) return $CODE;; esac; }\n";

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    public async Task Report_is_copied_when_there_is_one_and_the_exit_code_is_kept(int code, bool isCopied)
    {
        var steps = Steps();
        Assert.Equal(3, steps.Count);
        foreach (var step in steps)
        {
            var (exit, output) = await Run(step, code);
            Assert.Equal(code, exit);
            Assert.Contains("dotnet KantanSim.dll advice --junit /data/advice.xml", output, StringComparison.Ordinal);
            Assert.Equal(isCopied, output.Contains(":/data/advice.xml .", StringComparison.Ordinal));
        }
    }

    static List<string> Steps() =>
    [
        .. from document in (string[])["advice.md", "ja/advice.md", "ci/github/workflow-image.yml"]
           from step in Step().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", document)))
           select Indentation().Replace(step.Value, ""),
    ];

    // As CI does: the first command that fails ends the step.
    static async Task<(int Code, string Output)> Run(string step, int code)
    {
        var start = new ProcessStartInfo("bash", ["-eo", "pipefail", "-c", Docker + step]) { RedirectStandardOutput = true };
        start.Environment["CODE"] = $"{code}";
        using var bash = Process.Start(start)!;
        var output = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (bash.ExitCode, output);
    }

    [GeneratedRegex(@"^ *code=0\n(?:.*\n)*?^ *exit \$code$", RegexOptions.Multiline)]
    private static partial Regex Step();

    [GeneratedRegex("^ +", RegexOptions.Multiline)]
    private static partial Regex Indentation();
}
