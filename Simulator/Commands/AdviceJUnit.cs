using System.Xml.Linq;
using KantanSim.Advice.Rules;

namespace KantanSim.Commands;

/// <summary>
/// The advice as a JUnit report: a suite for each shop, and in it a test case for each rule. Findings that fail are a failure, others a
/// property and output; a rule that is switched off is skipped, and one without a finding has passed.
/// </summary>
internal static class AdviceJUnit
{
    public static XDocument Document(AdviceReport report, AdviceRequest request)
    {
        var suites = ShopIds(report).Select(shopId => Suite(report, request, shopId)).ToList();
        return new(new XElement("testsuites", new XAttribute("name", "KantanSim advice"), Counts(suites), suites));
    }

    // Empty for calls that name no shop.
    static IEnumerable<string> ShopIds(AdviceReport report) =>
        report.Shops.Select(shop => shop.ShopId).Concat(report.Findings.Select(finding => finding.ShopId))
            .Distinct().Order(StringComparer.Ordinal);

    static XElement Suite(AdviceReport report, AdviceRequest request, string shopId)
    {
        var findings = report.Findings.Where(finding => finding.ShopId == shopId).ToLookup(finding => finding.Rule);
        var reasons = report.SwitchedOff.Where(off => off.ShopId == shopId).ToDictionary(off => off.Rule, off => off.Reason);
        var rules = RuleCatalog.All.Select(rule => rule.Id).Concat(findings.Select(found => found.Key)).Concat(reasons.Keys).Distinct();
        var name = PrintableText.Of(shopId.Length == 0 ? "no shop" : shopId);
        var cases = rules.Select(rule => AdviceJUnitCase.Of(
            report, request, name, rule, [.. findings[rule]], reasons.GetValueOrDefault(rule))).ToList();
        return new("testsuite", new XAttribute("name", name), Counts(cases), cases);
    }

    // Of the cases in all elements together.
    static XAttribute[] Counts(List<XElement> elements) =>
    [
        new("tests", Count(elements, "testcase")), new("failures", Count(elements, "failure")), new("errors", 0),
        new("skipped", Count(elements, "skipped")),
    ];

    static int Count(List<XElement> elements, string name) => elements.DescendantsAndSelf(name).Count();
}
