using KantanSim.Check.Judging;
using KantanSim.Scenarios.Files;
using KantanSim.Transactions;

namespace KantanSim.Check.Reports;

/// <summary>Compares the results of a run with a baseline.</summary>
/// <param name="known">The ids of all cases of the catalogue.</param>
/// <param name="today">Japan's date.</param>
internal sealed class BaselineComparison(IReadOnlyCollection<string> known, DateOnly today)
{
    /// <param name="baseline">Null: nothing is accepted.</param>
    public CheckOutcome Compare(CheckReport report, Baseline? baseline)
    {
        var cases = report.Results.Select(result => new JudgedCase(result, null)).ToList();
        if (baseline is null) return new(report, [.. cases], []);
        var entries = baseline.Entries.ToDictionary(entry => entry.Case, StringComparer.Ordinal);
        var stale =
            from entry in baseline.Entries
            let sentence = WhyStale(entry, cases.Find(one => one.Id == entry.Case))
            where sentence is not null
            select new StaleEntry(entry, baseline.PlaceOf(entry), sentence);
        return new(report, [.. cases.Select(one => one with { Accepted = Acceptance(one, entries) })], [.. stale]);
    }

    BaselineEntry? Acceptance(JudgedCase judged, Dictionary<string, BaselineEntry> entries) =>
        judged.IsRed && entries.TryGetValue(judged.Id, out var entry) && today <= entry.Until ? entry : null;

    // Of a case that was not selected, or could not be judged, nothing is known.
    Note? WhyStale(BaselineEntry entry, JudgedCase? judged)
    {
        if (!known.Contains(entry.Case)) return Unknown(entry.Case);
        if (judged is null or { Result.Verdict: Verdict.Skip or Verdict.Error }) return null;
        if (!judged.IsRed) return NotRed(judged);
        return today <= entry.Until ? null : Expired(judged, entry);
    }

    Note Unknown(string id)
    {
        var near = SpellingSuggestion.Closest(id, known);
        var (en, ja) = near is null ? ("", "") : ($" Did you mean {near}?", $"{near} のことですか？");
        return new($"{id} is not a case.{en}", $"{id} というケースはありません。{ja}");
    }

    static Note NotRed(JudgedCase judged)
    {
        var verdict = VerdictWord.Of(judged.Result.Verdict);
        return new($"{judged.Id} is not red any more: {verdict}. Remove the entry.",
            $"{judged.Id} はもう赤ではありません（{verdict}）。この行を削除してください。");
    }

    static Note Expired(JudgedCase judged, BaselineEntry entry)
    {
        var verdict = VerdictWord.Of(judged.Result.Verdict);
        return new($"{judged.Id} was accepted until {entry.Until:yyyy-MM-dd} and is still {verdict}: it counts again.",
            $"{judged.Id} を許容する期限 {entry.Until:yyyy-MM-dd} を過ぎましたが、まだ {verdict} です。再び不合格として数えます。");
    }
}
