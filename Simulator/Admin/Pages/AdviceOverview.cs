using KantanSim.Advice;
using KantanSim.Advice.Rules;

namespace KantanSim.Admin.Pages;

/// <summary>The template models of findings on the page of the advice: by shop and rule with counts and examples, or one by one.</summary>
internal static class AdviceOverview
{
    const int MaxExamples = 3;

    /// <summary>A model for each shop, the one with the most serious findings first.</summary>
    /// <param name="found">Newest payment first.</param>
    public static IEnumerable<Dictionary<string, object?>> Of(IReadOnlyList<LocatedFinding> found) =>
        from one in found
        group one by one.ShopId into ofShop
        let findings = ofShop.ToList()
        orderby findings.Min(Severity), findings.Count(one => Severity(one) == findings.Min(Severity)) descending, ofShop.Key
        select new Dictionary<string, object?>
        {
            ["shop_id"] = ofShop.Key,
            ["path"] = Uri.EscapeDataString(ofShop.Key),
            ["count"] = findings.Count,
            ["rules"] = Rules(findings),
        };

    /// <summary>One finding with a link to the message that shows it.</summary>
    public static Dictionary<string, object?> Item(LocatedFinding found) => new()
    {
        ["severity"] = RuleModel.Of(found.Finding.Severity),
        ["shop_id"] = found.ShopId,
        ["order_id"] = found.OrderId ?? "",
        ["href"] = FindingModel.PathOf(found),
        ["at"] = DisplayText.Time(found.Finding.At),
        ["sentence"] = RuleModel.Text(found.Finding.Sentence),
    };

    static IEnumerable<Dictionary<string, object?>> Rules(List<LocatedFinding> findings) =>
        from one in findings
        group one by one.Finding.Rule into ofRule
        let all = ofRule.ToList()
        orderby all.Min(Severity), RuleCatalog.Find(ofRule.Key)?.Number ?? int.MaxValue, ofRule.Key
        select Rule(all);

    static Dictionary<string, object?> Rule(List<LocatedFinding> findings)
    {
        var newest = findings[0];
        var rule = newest.Finding.Rule;
        // Of as many payments as possible.
        var ofPayments = findings.DistinctBy(one => one.AccessId is null ? (object)one : one.Number);
        var examples = ofPayments.Union<LocatedFinding>(findings, ReferenceEqualityComparer.Instance).Take(MaxExamples).ToList();
        return new()
        {
            ["rule"] = RuleModel.Of(rule),
            ["severity"] = RuleModel.Of(findings.Min(Severity)),
            ["count"] = findings.Count,
            ["examples"] = examples.Select(Item),
            ["more"] = findings.Count - examples.Count,
            // A rule that this version does not know cannot be filtered by.
            ["more_at"] = AdvicePage.Path(new(newest.ShopId, Rule: RuleCatalog.Find(rule)?.Id)),
        };
    }

    static Severity Severity(LocatedFinding found) => found.Finding.Severity;
}
