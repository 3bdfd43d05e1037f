using System.Globalization;
using KantanSim.Advice;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>The template model of the findings about a payment, those of one rule together, because they have the same remedy.</summary>
internal static class FindingModel
{
    const int MaxSentences = 5;
    const int MaxMessages = 3;

    /// <param name="findings">Most serious first.</param>
    public static IEnumerable<Dictionary<string, object?>> Groups(IEnumerable<Finding> findings, IReadOnlyList<TimelineEntry> timeline) =>
        findings.GroupBy(finding => (finding.Severity, finding.Rule)).Select(group => Group([.. group], timeline));

    /// <summary>The place of a finding's first message: on its payment's page, or in the list of calls.</summary>
    public static string PathOf(FindingOf found)
    {
        var evidence = found.Finding.Evidence;
        if (found.AccessId is not { } accessId) return evidence is [var call, ..] ? PathOfCall(call.Call) : "/traffic";
        return $"/payments/{accessId}{(evidence is [{ Entry: { } entry }, ..] ? $"#{MessageModel.Id(entry + 1)}" : "")}";
    }

    static Dictionary<string, object?> Group(List<Finding> findings, IReadOnlyList<TimelineEntry> timeline)
    {
        // Newest first: what the shop does now is at the top.
        var sentences = findings.OrderByDescending(finding => finding.At).GroupBy(finding => finding.Sentence).ToList();
        return new()
        {
            ["rule"] = RuleModel.Of(findings[0].Rule),
            ["severity"] = RuleModel.Of(findings[0].Severity),
            ["sentences"] = sentences.Take(MaxSentences).Select(same => Sentence(same.Key, [.. same], timeline)),
            ["more"] = Math.Max(0, sentences.Count - MaxSentences),
        };
    }

    static Dictionary<string, object?> Sentence(Note text, List<Finding> findings, IReadOnlyList<TimelineEntry> timeline)
    {
        var evidence = findings.SelectMany(finding => finding.Evidence).Distinct().ToList();
        return new()
        {
            ["text"] = RuleModel.Text(text),
            ["times"] = findings.Count,
            ["messages"] = evidence.Take(MaxMessages).Select(one => Message(one, timeline)),
            ["more"] = Math.Max(0, evidence.Count - MaxMessages),
        };
    }

    static Dictionary<string, object?> Message(Evidence evidence, IReadOnlyList<TimelineEntry> timeline)
    {
        var entry = evidence.Entry is { } index && index < timeline.Count ? timeline[index] : null;
        return new()
        {
            ["href"] = entry is null ? PathOfCall(evidence.Call) : $"#{MessageModel.Id(evidence.Entry!.Value + 1)}",
            ["en"] = entry?.What ?? "a call",
            ["ja"] = entry is null ? "呼び出し" : TimelineTranslations.ToJapanese(entry.What) ?? entry.What,
        };
    }

    static string PathOfCall(long number) => string.Create(CultureInfo.InvariantCulture, $"/traffic#call-{number}");
}
