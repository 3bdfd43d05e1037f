using KantanSim.Check.Judging;
using KantanSim.Check.Reports;
using Spectre.Console;

namespace KantanSim.Tests.Check.Reports;

/// <summary>What a run shows: plain lines, and on a terminal colours with a line about what runs.</summary>
public sealed class CheckConsoleTests
{
    static readonly RepeatCommand Repeat = new("kantansim-check.yaml", 7);

    [Theory]
    [InlineData("Pass", "PASS N05 Title of N05 (0.8 s)\n")]
    [InlineData("Warn", "WARN N05 Title of N05 (0.8 s)\n  Sentence of N05.\n")]
    [InlineData("Review", "REVIEW N05 Title of N05 (0.8 s)\n  Sentence of N05.\n")]
    [InlineData("Skip", "SKIP N05 Title of N05 (0.8 s)\n  Sentence of N05.\n")]
    [InlineData("Omit", "OMIT N05 Title of N05 (0.8 s)\n  Sentence of N05.\n")]
    [InlineData("Error", "ERROR N05 Title of N05 (0.8 s)\n  Sentence of N05.\n"
        + "  Repeat: kantansim check run N05 --file kantansim-check.yaml --seed 7\n")]
    [InlineData("Fail", "FAIL N05 Title of N05 (0.8 s)\n  Sentence of N05.\n  Fix: How to fix it.\n"
        + "  Repeat: kantansim check run N05 --file kantansim-check.yaml --seed 7\n")]
    public async Task Plain_line_tells_each_finished_case(string verdict, string expected) =>
        Assert.Equal(expected, await Plain("en", TestReport.Result("N05", Enum.Parse<Verdict>(verdict))));

    [Fact]
    public async Task Japanese_is_written_on_request() => Assert.Equal(
        """
        FLAKY N05 N05 の題 (0.8秒)
          N05 の文。
          対処：直し方。
          再実行：kantansim check run N05 --file kantansim-check.yaml --seed 7

        """, await Plain("ja", TestReport.Result("N05", Verdict.Flaky)));

    [Fact]
    public async Task Texts_of_others_are_printable()
    {
        var result = TestReport.Result("N05", Verdict.Warn) with { Sentence = new("a\u001b[31m\nb [red]c[/]") };
        Assert.Equal("WARN N05 Title of N05 (0.8 s)\n  a\\u001b[31m\\u000ab [red]c[/]\n", await Plain("en", result));
    }

    [Fact]
    public async Task Terminal_shows_verdicts_in_colour_and_takes_brackets_for_text()
    {
        var shown = await Live(
            TestReport.Result("P01", Verdict.Pass), TestReport.Result("N05", Verdict.Fail) with { Sentence = new("a [red]b[/]") });
        Assert.Contains("\u001b[32mPASS\u001b[0m P01 Title of P01 (0.8 s)\n", shown, StringComparison.Ordinal);
        Assert.Matches(@"\u001b\[1;\d+mFAIL\u001b\[0m N05 Title of N05 \(0\.8 s\)\n  a \[red\]b\[/\]\n  Fix: How to fix it\.\n", shown);
    }

    [Fact]
    public async Task Terminal_shows_what_is_done_and_what_runs()
    {
        var shown = await Live(TestReport.Result("P01", Verdict.Pass), TestReport.Result("N05", Verdict.Pass));
        Assert.All(
            ["0 of 2 done, running: P01 N05", "1 of 2 done, running: N05", "2 of 2 done"],
            line => Assert.Contains(line, shown, StringComparison.Ordinal));
    }

    [Fact]
    public void Output_that_is_no_terminal_is_plain() =>
        Assert.IsType<PlainConsole>(CheckConsole.Create(TextWriter.Null, false, Repeat, ReportLanguage.In("en")));

    static async Task<string> Plain(string language, CaseResult result)
    {
        using var output = new StringWriter();
        var console = CheckConsole.Create(output, false, Repeat, ReportLanguage.In(language));
        Assert.Equal(1, await console.Run(1, progress => Report(progress, result)));
        return output.ToString();
    }

    static async Task<string> Live(params CaseResult[] results)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var ansi = AnsiConsole.Create(new()
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.Standard,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(output),
        });
        ansi.Profile.Width = 200;
        await new LiveConsole(ansi, Repeat, ReportLanguage.In("en")).Run(results.Length, progress => Report(progress, results));
        return output.ToString();
    }

    static Task<int> Report(ICheckProgress progress, params CaseResult[] results)
    {
        foreach (var result in results) progress.Started(result.Case);
        foreach (var result in results) progress.Finished(result);
        return Task.FromResult(results.Length);
    }
}
