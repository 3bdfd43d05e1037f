using KantanSim.Advice;
using KantanSim.Advice.Rules;
using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>
/// A finding: what a shop did wrong. AccessId and orderId are null for calls that belong to no payment. At is simulated time. Help is the
/// section of the documents about the rule. Evidence has the entries of the timeline that show it, and calls that are not on it.
/// </summary>
internal sealed record AdviceView(
    string Rule, Severity Severity, string ShopId, string? OrderId, string? AccessId, DateTimeOffset At, string Title, string Sentence,
    string Why, string Remedy, string Help, IReadOnlyList<StepView> Evidence)
{
    /// <summary>The document with a section for each rule.</summary>
    public const string Document = "docs/merchant.md";

    /// <summary>The same document in Japanese.</summary>
    public const string JapaneseDocument = "docs/ja/merchant.md";

    /// <param name="isJapanese">Whether the texts are Japanese where there is a translation. The evidence stays English.</param>
    public static AdviceView Of(LocatedFinding found, IReadOnlyList<StepView> evidence, bool isJapanese)
    {
        var finding = found.Finding;
        var text = RuleCatalog.Find(finding.Rule)?.Text;
        return new(
            finding.Rule, finding.Severity, found.ShopId, found.OrderId, found.AccessId, finding.At, In(text?.Title) ?? finding.Rule,
            In(finding.Sentence)!, In(text?.Why) ?? "", In(text?.Fix) ?? "",
            $"{(isJapanese ? JapaneseDocument : Document)}#{finding.Rule}", evidence);

        string? In(Note? note) => isJapanese && note is { Ja.Length: > 0 } ? note.Ja : note?.En;
    }
}
