using KantanSim.Advice.Rules;

namespace KantanSim.Tests.Golden;

/// <summary>docs/advice.md and docs/ja/advice.md are generated from the rules.</summary>
public sealed class AdviceDocumentTests
{
    [Fact]
    public void English_document_matches_the_rules() => Approved.CheckDocument("advice", AdviceMarkdown.English());

    [Fact]
    public void Japanese_document_matches_the_rules() => Approved.CheckDocument("ja/advice", AdviceMarkdown.Japanese());

    [Fact]
    public void Every_rule_has_a_row_with_its_number_in_both_languages() => Assert.All(RuleCatalog.All, rule =>
    {
        var row = $"\n| {rule.Number} | [`{rule.Id}`](merchant.md#{rule.Id}) ";
        Assert.Contains(row, AdviceMarkdown.English(), StringComparison.Ordinal);
        Assert.Contains(row, AdviceMarkdown.Japanese(), StringComparison.Ordinal);
    });

    [Fact]
    public void Rule_is_described_in_Japanese() => Assert.All(RuleCatalog.All, rule => Assert.All(
        [rule.Text.Title, rule.Text.Judged, rule.Text.Why, rule.Text.Fix],
        note => Assert.Matches("[ぁ-んァ-ヶ一-龠]", note.Ja)));
}
