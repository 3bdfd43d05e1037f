using KantanSim.Check.Judging;
using Spectre.Console;

namespace KantanSim.Check.Reports;

/// <summary>Colours, and below the finished cases a line about those that run.</summary>
internal sealed class LiveConsole(IAnsiConsole console, RepeatCommand repeat, ReportLanguage language) : CheckConsole(repeat, language)
{
    readonly ReportLanguage language = language;

    public override Task<T> Run<T>(int cases, Func<ICheckProgress, Task<T>> run)
    {
        var live = console.Live(new Text("")).AutoClear(true);
        return live.StartAsync(shown => run(new LiveProgress(cases, language, Finished, line => shown.UpdateTarget(new Text(line)))));
    }

    protected override void Write(string line) => console.Write(new Text(line + "\n"));

    // Text and Paragraph take no markup, so nothing needs to be escaped.
    void Finished(CaseResult result)
    {
        var lines = Lines(result);
        var shown = new Paragraph().Append(lines.Verdict, StyleOf(result.Verdict)).Append($" {lines.Title}\n");
        foreach (var line in lines.Details) shown.Append($"  {line}\n");
        console.Write(shown);
    }

    static Style StyleOf(Verdict verdict) => verdict switch
    {
        Verdict.Pass => new Style(Color.Green),
        Verdict.Fail or Verdict.Flaky => new Style(Color.Red, decoration: Decoration.Bold),
        Verdict.Error => Color.Magenta,
        Verdict.Warn => Color.Yellow,
        Verdict.Review => Color.Blue,
        _ => Color.Grey,
    };
}
