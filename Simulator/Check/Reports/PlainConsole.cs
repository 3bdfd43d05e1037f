using KantanSim.Check.Cases;
using KantanSim.Check.Judging;

namespace KantanSim.Check.Reports;

/// <summary>Plain lines, for a log: some for each case that is done.</summary>
internal sealed class PlainConsole(TextWriter output, RepeatCommand repeat, ReportLanguage language)
    : CheckConsole(repeat, language), ICheckProgress
{
    readonly Lock writing = new();

    public override Task<T> Run<T>(int cases, Func<ICheckProgress, Task<T>> run) => run(this);

    public void Started(CheckCase check)
    {
    }

    public void Finished(CaseResult result)
    {
        var lines = Lines(result);
        lock (writing)
        {
            Write($"{lines.Verdict} {lines.Title}");
            foreach (var line in lines.Details) Write($"  {line}");
            output.Flush();
        }
    }

    protected override void Write(string line) => output.WriteLine(line);
}
