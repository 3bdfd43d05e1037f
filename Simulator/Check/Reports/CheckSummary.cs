using KantanSim.Check.Judging;
using KantanSim.Commands;

namespace KantanSim.Check.Reports;

/// <summary>What a terminal shows at the end of a run.</summary>
internal static class CheckSummary
{
    /// <summary>Printable lines: the conclusion, counts, what was accepted, what is stale, how to go on, and the exit code.</summary>
    /// <param name="faults">Why reports were not written; none: they were.</param>
    public static IEnumerable<string> Lines(
        CheckOutcome outcome, RepeatCommand repeat, ReportLanguage language, params IReadOnlyList<string> faults)
    {
        IEnumerable<string> lines =
        [
            language.Of(Conclusion.Of(outcome)),
            .. Counts(outcome, language),
            .. outcome.Accepted.Select(one => $"{VerdictWord.Of(one.Result.Verdict)} {one.Id} {language.Accepted(one.Accepted!)}"),
            .. outcome.Stale.Select(one => $"{one.Place}: {language.Of(one.Sentence)}"),
            .. GoOn(outcome, repeat, language),
            language.Of(faults.Count > 0 ? Conclusion.NotWritten(faults) : Conclusion.Exit(outcome)),
        ];
        return lines.Select(PrintableText.Of);
    }

    static IEnumerable<string> Counts(CheckOutcome outcome, ReportLanguage language)
    {
        var counts = VerdictWord.Order.Select(verdict => (verdict, outcome.Of(verdict).Count())).Where(one => one.Item2 > 0);
        var text = string.Join(", ", counts.Select(one => $"{one.Item2} {VerdictWord.Of(one.verdict)}"));
        return text.Length == 0 ? [] : [$"{text} ({language.Seconds(outcome.Report.Duration)}, seed {outcome.Report.Seed})"];
    }

    static IEnumerable<string> GoOn(CheckOutcome outcome, RepeatCommand repeat, ReportLanguage language)
    {
        if (!outcome.Judged.Any()) return [NothingJudged(outcome, language)];
        var ids = outcome.Red.Concat(outcome.Of(Verdict.Error)).Select(one => one.Id).ToList();
        return ids.Count > 1 ? [language.Repeat + repeat.For(ids)] : [];
    }

    static string NothingJudged(CheckOutcome outcome, ReportLanguage language)
    {
        Verdict[] telling = [Verdict.Error, Verdict.Skip, Verdict.Omit];
        var first = telling.SelectMany(outcome.Of).FirstOrDefault()?.Result;
        if (first is null)
            return language.Of("Hint: no case was run. See kantansim check list.", "ヒント：実行したケースがありません（kantansim check list 参照）。");
        // What it says stands above.
        var name = $"{VerdictWord.Of(first.Verdict)} {first.Case.Id}";
        return language.Of($"Hint: mend {name} first, see above.", $"ヒント：まず上の {name} を解決してください。");
    }
}
