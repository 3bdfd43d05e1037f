using KantanSim.Check.Judging;
using Spectre.Console;

namespace KantanSim.Check.Reports;

/// <summary>Shows a run while it goes on, and its summary at the end.</summary>
internal abstract class CheckConsole(RepeatCommand repeat, ReportLanguage language)
{
    /// <summary>Live and in colour on a terminal, else plain lines.</summary>
    /// <param name="isTerminal">Whether a person watches the output: it is not redirected.</param>
    public static CheckConsole Create(TextWriter output, bool isTerminal, RepeatCommand repeat, ReportLanguage language)
    {
        var ansi = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(output) });
        return isTerminal && ansi.Profile.Capabilities.Ansi
            ? new LiveConsole(ansi, repeat, language)
            : new PlainConsole(output, repeat, language);
    }

    /// <summary>Runs cases and shows their progress.</summary>
    /// <param name="cases">How many there are.</param>
    public abstract Task<T> Run<T>(int cases, Func<ICheckProgress, Task<T>> run);

    /// <summary>Shows the summary.</summary>
    /// <param name="faults">Why files were not written; none: they were.</param>
    public void Show(CheckOutcome outcome, IReadOnlyList<string> faults)
    {
        Write("");
        foreach (var line in CheckSummary.Lines(outcome, repeat, language, faults)) Write(line);
    }

    protected abstract void Write(string line);

    protected FinishedLines Lines(CaseResult result) => FinishedLines.Of(result, repeat, language);
}
