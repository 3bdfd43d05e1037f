using KantanSim.Check.Judging;
using KantanSim.Commands;

namespace KantanSim.Check.Reports;

/// <summary>What a terminal shows about a case that is done.</summary>
/// <param name="Verdict">Such as <c>PASS</c>; the first line begins with it.</param>
/// <param name="Title">The rest of the first line: <c>N05 The notification never comes (0.8 s)</c>.</param>
/// <param name="Details">Further lines, printable: the sentence; of red cases and errors also how to repeat them.</param>
internal sealed record FinishedLines(string Verdict, string Title, IReadOnlyList<string> Details)
{
    public static FinishedLines Of(CaseResult result, RepeatCommand repeat, ReportLanguage language)
    {
        var title = $"{result.Case.Id} {language.Of(result.Case.Title)} ({language.Seconds(result.Duration)})";
        var details = Texts(result, repeat, language).Select(PrintableText.Of);
        return new(VerdictWord.Of(result.Verdict), PrintableText.Of(title), [.. details]);
    }

    static IEnumerable<string> Texts(CaseResult result, RepeatCommand repeat, ReportLanguage language)
    {
        if (result.Verdict == Judging.Verdict.Pass) yield break;
        yield return language.Of(result.Sentence);
        if (result.Verdict is Judging.Verdict.Fail or Judging.Verdict.Flaky) yield return language.Fix + language.Of(result.Case.Fix);
        if (result.Verdict is Judging.Verdict.Fail or Judging.Verdict.Flaky or Judging.Verdict.Error)
            yield return language.Repeat + repeat.For(result.Case.Id);
    }
}
