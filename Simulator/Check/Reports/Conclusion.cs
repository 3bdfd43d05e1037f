using KantanSim.Check.Judging;
using KantanSim.Commands;
using KantanSim.Transactions;

namespace KantanSim.Check.Reports;

/// <summary>What a run comes to, in sentences.</summary>
internal static class Conclusion
{
    /// <summary>The verdict on the shop, for somebody who reads nothing else.</summary>
    public static Note Of(CheckOutcome outcome) => outcome.Judged.Any() ? Join([Judged(outcome), .. Missing(outcome)]) : Nothing(outcome);

    /// <summary>Why the program ends with its exit code: <c>2 FAIL: exit code 1.</c></summary>
    public static Note Exit(CheckOutcome outcome)
    {
        var code = CheckExitCode.Of(outcome);
        var cause = code switch
        {
            ExitCodes.Success => Good(outcome),
            ExitCodes.NotReached => new("The shop or KantanSim was not reached", "店またはKantanSimに接続できません"),
            ExitCodes.NothingJudged => new("Nothing was judged", "判定したケースがありません"),
            _ => Findings(outcome),
        };
        return new($"{cause.En}: exit code {code}.", $"{cause.Ja}：終了コード {code}");
    }

    /// <summary>Why the program ends with its exit code when a report was not written.</summary>
    public static Note NotWritten(IReadOnlyList<string> faults)
    {
        var text = string.Join("; ", faults.Select(fault => fault.TrimEnd('.')));
        return new($"{text}: exit code {ExitCodes.WrongUse}.", $"レポートを書き込めません（{text}）：終了コード {ExitCodes.WrongUse}");
    }

    static Note Judged(CheckOutcome outcome)
    {
        var (judged, red, accepted) = (outcome.Judged.Count(), outcome.Red.Count(), outcome.Accepted.Count());
        var cases = Plural(judged, "judged case");
        if (red > 0) return new($"The shop does not pass {red} of {cases}.", $"判定した{judged}ケースのうち、{red}ケースが不合格です。");
        if (accepted == 0) return new($"The shop passes all of {cases}.", $"判定した{judged}ケースはすべて合格です。");
        return new($"The shop passes {judged - accepted} of {cases}, and the others are accepted for now.",
            $"判定した{judged}ケースのうち{judged - accepted}ケースが合格、残りは期限付きで許容されています。");
    }

    static IEnumerable<Note> Missing(CheckOutcome outcome)
    {
        var (untried, stale) = (outcome.Of(Verdict.Error).Concat(outcome.Of(Verdict.Skip)).Count(), outcome.Stale.Length);
        if (untried > 0) yield return new($"{Plural(untried, "more case")} could not be tried.", $"ほかに{untried}ケースは試せませんでした。");
        if (stale > 0) yield return new($"{Plural(stale, "accepted case")} must be reviewed.", $"許容リストの{stale}件を見直してください。");
        if (outcome.Report.IsInterrupted) yield return new("The run was interrupted: cases are missing.", "中断されたため、未実行のケースがあります。");
        if (outcome.Report.Fault is { } fault) yield return new($"The run broke off: {fault.TrimEnd('.')}.", $"実行が途中で終わりました：{fault}");
    }

    static Note Nothing(CheckOutcome outcome) => CheckExitCode.Of(outcome) == ExitCodes.NotReached
        ? new("The shop or KantanSim was not reached: nothing is known about the shop.",
            "店またはKantanSimに接続できませんでした。店については何も分かりません。")
        : new("Nothing was judged: this run says nothing about the shop.", "判定したケースがありません。店については何も分かりません。");

    static Note Good(CheckOutcome outcome)
    {
        var skipped = outcome.Of(Verdict.Skip).Count();
        return skipped == 0
            ? new("All that was judged is good", "判定はすべて良好")
            : new($"All that was judged is good, but {Plural(skipped, "case")} could not be tried (SKIP)",
                $"判定はすべて良好、ただし{skipped}ケースは試せませんでした（SKIP）");
    }

    static Note Findings(CheckOutcome outcome)
    {
        List<Note> causes =
        [
            .. Count(outcome.Red.Count(one => one.Result.Verdict == Verdict.Fail), "FAIL", "FAIL"),
            .. Count(outcome.Red.Count(one => one.Result.Verdict == Verdict.Flaky), "FLAKY", "FLAKY"),
            .. Count(outcome.Of(Verdict.Error).Count(), "ERROR", "ERROR"),
            .. Count(outcome.Stale.Length, "stale in the baseline", "許容リストの見直し"),
        ];
        if (outcome.Report.IsInterrupted) causes.Add(new("interrupted", "中断"));
        if (outcome.Report.Fault is not null) causes.Add(new("broken off", "途中終了"));
        return new(string.Join(", ", causes.Select(cause => cause.En)), string.Join("、", causes.Select(cause => cause.Ja)));
    }

    static IEnumerable<Note> Count(int number, string en, string ja) => number == 0 ? [] : [new($"{number} {en}", $"{ja} {number}件")];

    static Note Join(IReadOnlyList<Note> notes) =>
        new(string.Join(" ", notes.Select(note => note.En)), string.Concat(notes.Select(note => note.Ja)));

    static string Plural(int number, string what) => $"{number} {what}{(number == 1 ? "" : "s")}";
}
