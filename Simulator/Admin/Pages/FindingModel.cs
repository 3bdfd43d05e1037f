using KantanSim.Advice;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>The template model of the findings about a payment, those of one rule together, because they have the same remedy.</summary>
internal static class FindingModel
{
    const int MaxSentences = 5;
    const int MaxMessages = 3;

    /// <param name="findings">Most serious first.</param>
    /// <param name="messageOf">The template model of a message that shows a finding.</param>
    public static IEnumerable<Dictionary<string, object?>> Groups(
        IEnumerable<Finding> findings, Func<Advice.Evidence, Dictionary<string, object?>> messageOf) =>
        findings.GroupBy(finding => (finding.Severity, finding.Rule)).Select(group => Group([.. group], messageOf));

    /// <summary>The place of a finding's newest message: on its payment's page, or in the list of calls.</summary>
    public static string PathOf(LocatedFinding found)
    {
        var evidence = found.Finding.Evidence;
        if (found.AccessId is not { } accessId) return evidence is [.., var call] ? EvidenceModel.PathOfCall(call.Call) : "/traffic";
        var entry = evidence.Select(one => one.Entry).LastOrDefault(index => index is not null);
        return $"/payments/{accessId}{(entry is { } index ? $"#{MessageModel.Id(index + 1)}" : "")}";
    }

    static Dictionary<string, object?> Group(List<Finding> findings, Func<Advice.Evidence, Dictionary<string, object?>> messageOf)
    {
        // Newest first: what the shop does now is at the top.
        var sentences = findings.OrderByDescending(finding => finding.At).GroupBy(finding => finding.Sentence).ToList();
        return new()
        {
            ["rule"] = RuleModel.Of(findings[0].Rule),
            ["severity"] = RuleModel.Of(findings[0].Severity),
            ["sentences"] = sentences.Take(MaxSentences).Select(same => Sentence(same.Key, [.. same], messageOf)),
            ["more"] = Math.Max(0, sentences.Count - MaxSentences),
        };
    }

    static Dictionary<string, object?> Sentence(
        Note text, List<Finding> findings, Func<Advice.Evidence, Dictionary<string, object?>> messageOf)
    {
        var evidence = findings.SelectMany(finding => finding.Evidence).Distinct().OrderBy(one => one.Entry ?? int.MaxValue).ToList();
        return new()
        {
            ["text"] = RuleModel.Text(text),
            ["times"] = findings.Count,
            ["messages"] = evidence.TakeLast(MaxMessages).Select(messageOf),
            ["more"] = Math.Max(0, evidence.Count - MaxMessages),
        };
    }
}
