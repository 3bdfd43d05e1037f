using System.Text.RegularExpressions;
using KantanSim.Advice;
using KantanSim.Advice.Rules;
using KantanSim.Fidelity;
using KantanSim.Tests.Golden;

namespace KantanSim.Tests.Architecture;

/// <summary>The rules of the advice: numbers, ids, severities, and a section about each in the documents for merchants.</summary>
public sealed partial class RuleCatalogTests
{
    static readonly List<Rule> All = [.. RuleCatalog.Groups.SelectMany(group => group.Rules)];

    [Fact]
    public void Numbers_are_1_to_39_without_gaps() => Assert.Equal(Enumerable.Range(1, 39), All.Select(rule => rule.Number).Order());

    [Fact]
    public void Ids_are_unique_and_lower_case_with_hyphens()
    {
        Assert.Equal(All.Count, All.Select(rule => rule.Id).Distinct().Count());
        Assert.All(All, rule => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", rule.Id));
    }

    [Fact]
    public void Rule_that_rests_on_a_supposed_fact_is_no_error() => Assert.DoesNotContain(
        All, rule => rule is { Confidence: Confidence.Supposed, Severity: Severity.Error });

    [Theory]
    [InlineData("docs/merchant.md")]
    [InlineData("docs/ja/merchant.md")]
    public void Document_has_a_section_about_every_rule(string document)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, document));
        var sections = Section().Matches(text).Select(match => match.Groups[1].Value).ToHashSet();
        Assert.Equal([], All.Select(rule => rule.Id).Except(sections));
    }

    [GeneratedRegex("(?m)^### ([a-z0-9-]+)$")]
    private static partial Regex Section();
}
