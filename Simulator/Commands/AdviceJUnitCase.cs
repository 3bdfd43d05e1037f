using System.Xml.Linq;
using KantanSim.Advice;
using KantanSim.Operations;
using KantanSim.Wire;

namespace KantanSim.Commands;

/// <summary>The test case of a rule and a shop in a JUnit report.</summary>
internal static class AdviceJUnitCase
{
    /// <summary>Findings that a test case describes; of more only the number is told.</summary>
    const int MaxDescribed = 50;

    /// <param name="suite">The name of the shop's suite.</param>
    /// <param name="findings">Those of the rule and the shop.</param>
    /// <param name="reason">Why the rule is switched off; null when it is not.</param>
    public static XElement Of(
        AdviceReport report, AdviceRequest request, string suite, string rule, List<AdviceView> findings, string? reason)
    {
        var failing = findings.FindAll(finding => request.IsFailure(finding.Severity));
        var others = findings.FindAll(finding => !request.IsFailure(finding.Severity));
        return new("testcase",
            new XAttribute("classname", $"advice.{suite}"), new XAttribute("name", PrintableText.Of(rule)), new XAttribute("time", "0"),
            others.Count > 0 ? new XElement("properties", others.Take(MaxDescribed).Select(Property)) : null,
            failing.Count > 0 ? Failure(report, failing) : null,
            reason is not null ? new XElement("skipped", new XAttribute("message", $"Switched off: {PrintableText.Of(reason)}")) : null,
            others.Count > 0 ? new XElement("system-out", Text(report, others)) : null);
    }

    static XElement Failure(AdviceReport report, List<AdviceView> findings)
    {
        var more = findings.Count == 1 ? "" : $" (and {findings.Count - 1} more)";
        return new("failure",
            new XAttribute("type", findings[0].Severity.Id()),
            new XAttribute("message", PrintableText.Of(findings[0].Sentence) + more),
            Text(report, findings));
    }

    static XElement Property(AdviceView finding) =>
        new("property", new XAttribute("name", finding.Severity.Id()), new XAttribute("value", PrintableText.Of(finding.Sentence)));

    static string Text(AdviceReport report, List<AdviceView> findings)
    {
        var lines = findings.Take(MaxDescribed).SelectMany(finding => Lines(report, finding));
        if (findings.Count > MaxDescribed) lines = lines.Append($"And {findings.Count - MaxDescribed} more.");
        return $"\n{string.Join('\n', lines)}\n";
    }

    static IEnumerable<string> Lines(AdviceReport report, AdviceView finding) =>
    [
        AdviceText.Subject(report, finding),
        $"  {finding.Severity.Id()}: {PrintableText.Of(finding.Sentence)}",
        $"  {report.Words.Fix}{PrintableText.Of(finding.Remedy)}",
        $"  {report.HelpOf(finding)}",
        $"  {report.Words.Evidence}",
        .. finding.Evidence.Select(Evidence),
    ];

    static string Evidence(StepView step)
    {
        var note = step.Note is null ? "" : $": {PrintableText.Of(step.Note)}";
        return $"    {Jst.Readable(step.At)} {PrintableText.Of($"{step.From} → {step.To} {step.What}")}{note}";
    }
}
