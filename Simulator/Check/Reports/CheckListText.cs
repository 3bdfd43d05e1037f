using KantanSim.Check.Cases;
using KantanSim.Commands;

namespace KantanSim.Check.Reports;

/// <summary>The output of <c>check list</c>.</summary>
internal static class CheckListText
{
    /// <param name="rows">Cases, each with the reason why it does not apply to the shop, such as <c>needs hooks.restart</c>; null when
    /// it does.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<(CheckCase Case, string? Reason)> rows, ReportLanguage language) =>
    [
        .. rows.Select(row => PrintableText.Of(Row(row.Case, row.Reason, language))),
        Counts(rows, language),
    ];

    static string Row(CheckCase check, string? reason, ReportLanguage language)
    {
        var omitted = reason is null ? "" : $"  OMIT{language.Colon}{reason}";
        return $"{check.Id} {(check.IsCore ? '*' : ' ')} {language.Of(check.Title)}{omitted}";
    }

    static string Counts(IReadOnlyList<(CheckCase Case, string? Reason)> rows, ReportLanguage language)
    {
        var (all, core, applying) = (rows.Count, rows.Count(row => row.Case.IsCore), rows.Count(row => row.Reason is null));
        return language.Of(
            $"{all} cases, of which {core} are core cases (*); {applying} apply to this shop.",
            $"全{all}ケース（うち基本ケース（*）{core}）。この店に当てはまるのは{applying}ケースです。");
    }
}
