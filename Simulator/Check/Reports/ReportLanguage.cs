using System.Globalization;
using KantanSim.Check.Judging;
using KantanSim.Transactions;

namespace KantanSim.Check.Reports;

/// <summary>The language of a report. Verdicts, parts of conditions, and what was sent and answered stay as they are.</summary>
internal sealed record ReportLanguage(bool IsJapanese)
{
    /// <param name="language">One of <see cref="Commands.AdviceWords.Languages"/>.</param>
    public static ReportLanguage In(string language) => new(language == "ja");

    /// <summary>English where there is no translation.</summary>
    public string Of(Note note)
    {
        if (!IsJapanese) return note.En;
        return note.Ja.Length > 0 && note.Ja != note.En ? note.Ja : JapaneseWords.Of(note.En);
    }

    /// <summary>The check's own English words, in the language.</summary>
    public string Words(string english) => IsJapanese ? JapaneseWords.Of(english) : english;

    /// <summary>Between a name and what is said about it.</summary>
    public string Colon => Of(": ", "：");

    public string Of(string english, string japanese) => IsJapanese ? japanese : english;

    /// <summary>Such as <c>0.8 s</c>.</summary>
    public string Seconds(TimeSpan time) =>
        $"{time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)}{Of(" s", "秒")}";

    public string Accepted(BaselineEntry entry) => Of(
        $"accepted until {entry.Until:yyyy-MM-dd}: {entry.Reason}", $"{entry.Until:yyyy-MM-dd} まで許容：{entry.Reason}");

    public string Fix => Of("Fix: ", "対処：");

    public string Repeat => Of("Repeat: ", "再実行：");
}
