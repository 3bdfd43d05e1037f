using KantanSim.Check.Judging;
using KantanSim.Transactions;

namespace KantanSim.Check.Reports;

/// <summary>What a team does after a run, most urgent first.</summary>
internal static class NextSteps
{
    public static IEnumerable<Note> Of(CheckOutcome outcome)
    {
        List<Note> steps =
        [
            .. When(outcome.Of(Verdict.Error), ErrorStep),
            .. When(outcome.Red, RedStep),
            .. When(outcome.Stale, entries => new(
                $"Bring the baseline up to date: {entries.Count} to remove or renew.", $"許容リストを更新する（削除または延長：{entries.Count}件）。")),
            .. outcome.Report.IsInterrupted ? new Note[] { new("Run the cases that are missing.", "未実行のケースを実行する。") } : [],
            .. When(outcome.Accepted, AcceptedStep),
            .. When([.. outcome.Of(Verdict.Warn), .. outcome.Of(Verdict.Review)], RemarkStep),
            .. When(outcome.Of(Verdict.Skip), SkipStep),
        ];
        return steps.Count > 0 ? steps : [new("Nothing. Run it again after each change of the shop.", "対応は不要です。店を変更したら、また実行してください。")];
    }

    static Note ErrorStep(IReadOnlyList<JudgedCase> cases) => new(
        $"Make the cases with ERROR run: {Ids(cases)}. They say nothing about the shop yet.",
        $"ERROR のケースを実行できるようにする：{Ids(cases)}。店の良し悪しはまだ分かりません。");

    static Note RedStep(IReadOnlyList<JudgedCase> cases) => new(
        $"Fix the shop: {Ids(cases)}. Each case below says how, and how to repeat it.",
        $"店を直す：{Ids(cases)}。直し方と再実行のコマンドは各ケースにあります。");

    static Note AcceptedStep(IReadOnlyList<JudgedCase> cases)
    {
        var first = cases.Min(one => one.Accepted!.Until);
        return new($"Remember what is accepted for now: {Ids(cases)}. The first counts again after {first:yyyy-MM-dd}.",
            $"期限付きで許容中：{Ids(cases)}。最初の期限は {first:yyyy-MM-dd} です。");
    }

    static Note RemarkStep(IReadOnlyList<JudgedCase> cases) => new(
        $"Look at the remarks when there is time: {Ids(cases)}. They do not fail the run.",
        $"時間のあるときに確認する：{Ids(cases)}。不合格にはなりません。");

    static Note SkipStep(IReadOnlyList<JudgedCase> cases) => new(
        $"See why the fault did not reach the shop: {Ids(cases)}.", $"障害が店に届かなかった理由を見る：{Ids(cases)}。");

    static IEnumerable<Note> When<T>(IEnumerable<T> items, Func<IReadOnlyList<T>, Note> step)
    {
        List<T> all = [.. items];
        return all.Count == 0 ? [] : [step(all)];
    }

    static string Ids(IEnumerable<JudgedCase> cases) => string.Join(", ", cases.Select(one => one.Id));
}
