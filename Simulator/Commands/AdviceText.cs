using KantanSim.Advice;
using KantanSim.Operations;

namespace KantanSim.Commands;

/// <summary>The advice as plain text, grouped by payment.</summary>
internal static class AdviceText
{
    public static IEnumerable<string> Lines(AdviceReport report) =>
    [
        .. report.Findings.GroupBy(finding => (finding.ShopId, finding.AccessId)).SelectMany(payment => Payment(report, [.. payment])),
        .. report.SwitchedOff.Select(off =>
            report.Words.SwitchedOff(PrintableText.Of(off.ShopId), PrintableText.Of(off.Rule), PrintableText.Of(off.Reason))),
        Counts(report),
    ];

    /// <summary>What a finding is about: an order and its page, or a shop's calls.</summary>
    public static string Subject(AdviceReport report, AdviceView finding)
    {
        var shop = PrintableText.Of(finding.ShopId);
        if (finding.AccessId is { } accessId)
            return $"{report.Words.Order(PrintableText.Of(finding.OrderId ?? ""), shop)}: {report.PageOf(accessId)}";
        return shop.Length == 0 ? report.Words.NoShop : report.Words.Calls(shop);
    }

    static IEnumerable<string> Payment(AdviceReport report, List<AdviceView> findings) =>
        [Subject(report, findings[0]), .. findings.SelectMany(finding => Finding(report, finding)), ""];

    static IEnumerable<string> Finding(AdviceReport report, AdviceView finding) =>
    [
        $"  {finding.Severity.Id()} {PrintableText.Of(finding.Rule)}",
        $"    {PrintableText.Of(finding.Sentence)}",
        $"    {report.Words.Fix}{PrintableText.Of(finding.Remedy)}",
        $"    {report.HelpOf(finding)}",
    ];

    static string Counts(AdviceReport report)
    {
        var (count, words) = (report.Findings.Count, report.Words);
        if (count == 0) return report.HasPayments ? words.NoFindings : $"{words.NoFindings} {words.NoPayments}";
        var bySeverity = report.Findings.CountBy(finding => finding.Severity).OrderBy(severity => severity.Key);
        return $"{words.Counts(count, bySeverity.Select(severity => (severity.Key.Id(), severity.Value)))} {words.Times}";
    }
}
