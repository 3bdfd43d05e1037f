using KantanSim.Operations;
using KantanSim.Wire;

namespace KantanSim.Check.Reports;

/// <summary>The template model of a sequence diagram: a row for each message, from lane to lane.</summary>
internal static class HtmlDiagram
{
    /// <summary>Messages of a diagram, and how many of them are the last ones when some are left out.</summary>
    public const int MaxMessages = 60, LastMessages = 20;

    static readonly TimeSpan ShortestPause = TimeSpan.FromMinutes(1);

    public static IEnumerable<Dictionary<string, object?>> Of(IReadOnlyList<MarkedStep> timeline, ReportLanguage language)
    {
        var shown = CappedList<MarkedStep>.Of(timeline, MaxMessages, LastMessages);
        IEnumerable<Dictionary<string, object?>> gap = shown.LeftOut > 0 ? [Gap(shown.LeftOut, language)] : [];
        return [.. Rows(shown.First, language), .. gap, .. Rows(shown.Last, language)];
    }

    static IEnumerable<Dictionary<string, object?>> Rows(IReadOnlyList<MarkedStep> steps, ReportLanguage language) =>
        steps.SelectMany((step, index) => index == 0
            ? [Message(step, language)]
            : (IEnumerable<Dictionary<string, object?>>)
                [.. Pause(step.Step.At - steps[index - 1].Step.At, language), Message(step, language)]);

    // Simulated time that passes between two messages.
    static IEnumerable<Dictionary<string, object?>> Pause(TimeSpan time, ReportLanguage language)
    {
        if (time < ShortestPause) return [];
        (int Count, string En, string Ja)[] parts = [(time.Days, "d", "日"), (time.Hours, "h", "時間"), (time.Minutes, "min", "分")];
        var shown = parts.Where(part => part.Count > 0).ToList();
        return
        [
            Line("later", language.Of(
                $"{string.Join(" ", shown.Select(part => $"{part.Count} {part.En}"))} later",
                $"{string.Concat(shown.Select(part => $"{part.Count}{part.Ja}"))}後")),
        ];
    }

    static Dictionary<string, object?> Message(MarkedStep marked, ReportLanguage language)
    {
        var step = marked.Step;
        return new()
        {
            ["lane"] = DiagramLane.Of(marked.From, marked.To),
            ["lost"] = marked.Lost is not null,
            ["scripted"] = marked.Lost is { IsScripted: true },
            ["altered"] = marked.Altered is not null,
            ["bad"] = IsBad(marked),
            ["number"] = step.Step is { } number ? $"{number}" : "",
            ["what"] = ShownText.Line(language.Of(step.What, TimelineTranslations.ToJapanese(step.What) ?? step.What)),
            ["why"] = Why(marked, language),
            ["note"] = step.Note is { } note ? ShownText.Line(language.Of(note, TimelineNotes.ToJapanese(note))) : "",
            ["from"] = ShownText.Line(language.Of(marked.From, PartyLabels.ToJapanese(marked.From))),
            ["to"] = ShownText.Line(language.Of(marked.To, PartyLabels.ToJapanese(marked.To))),
            ["at"] = Jst.Zoned(step.At),
        };
    }

    static bool IsBad(MarkedStep marked) => marked.Lost is { } lost
        ? !lost.IsScripted
        : marked.IsFailed || marked.Step.Answer?.GetValueOrDefault("ErrCode") is { Length: > 0 };

    /// <summary>Why the message did not arrive, and what the scenario changed; empty for one that arrived as it was written.</summary>
    public static string Why(MarkedStep marked, ReportLanguage language)
    {
        string?[] parts =
        [
            marked.Lost is { } lost ? language.Of(lost.Why) : null,
            marked.Altered is { } sent ? language.Of("the scenario: ", "シナリオ：") + language.Of(sent) : null,
        ];
        return ShownText.Line(string.Join(language.Of("; ", "、"), parts.OfType<string>()));
    }

    static Dictionary<string, object?> Gap(int count, ReportLanguage language) => Line("aside", language.Of(
        $"{count} messages are left out: see the payment's page", $"{count}件を省略しています（決済のページを参照）"));

    // A row that is no message.
    static Dictionary<string, object?> Line(string kind, string text) => new()
    {
        ["lane"] = kind,
        ["lost"] = false,
        ["scripted"] = false,
        ["altered"] = false,
        ["bad"] = false,
        ["number"] = "",
        ["what"] = text,
        ["why"] = "",
        ["note"] = "",
        ["from"] = "",
        ["to"] = "",
        ["at"] = "",
    };
}
