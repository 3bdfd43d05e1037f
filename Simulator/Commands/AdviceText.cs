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
            $"Switched off for shop {PrintableText.Of(off.ShopId)}: {PrintableText.Of(off.Rule)} — {PrintableText.Of(off.Reason)}"),
        Counts(report),
    ];

    /// <summary>What a finding is about: an order and its page, or a shop's calls.</summary>
    public static string Subject(AdviceReport report, AdviceView finding)
    {
        var shop = PrintableText.Of(finding.ShopId);
        if (finding.AccessId is { } accessId)
            return $"OrderID {PrintableText.Of(finding.OrderId ?? "")} of shop {shop}: {report.PageOf(accessId)}";
        return shop.Length == 0 ? "Calls that name no shop" : $"Calls of shop {shop} that belong to no payment";
    }

    public static string Severity(AdviceView finding) => finding.Severity.ToString().ToLowerInvariant();

    static IEnumerable<string> Payment(AdviceReport report, List<AdviceView> findings) =>
        [Subject(report, findings[0]), .. findings.SelectMany(Finding), ""];

    static IEnumerable<string> Finding(AdviceView finding) =>
    [
        $"  {Severity(finding)} {PrintableText.Of(finding.Rule)}",
        $"    {PrintableText.Of(finding.Sentence)}",
        $"    Fix: {PrintableText.Of(finding.Remedy)}",
        $"    See {PrintableText.Of(finding.Help)}",
    ];

    static string Counts(AdviceReport report)
    {
        if (report.Findings.Count > 0)
        {
            var bySeverity = report.Findings.CountBy(finding => finding.Severity).OrderBy(count => count.Key);
            return $"{Count(report.Findings.Count, "finding")}: {string.Join(", ", bySeverity.Select(Count))}.";
        }
        return report.HasPayments ? "No findings." : "No findings. There are no payments yet.";
    }

    static string Count(KeyValuePair<Severity, int> count) => Count(count.Value, count.Key.ToString().ToLowerInvariant());

    static string Count(int number, string what) => $"{number} {what}{(number == 1 ? "" : "s")}";
}
