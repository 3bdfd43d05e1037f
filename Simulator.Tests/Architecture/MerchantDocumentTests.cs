using System.Text.RegularExpressions;
using KantanSim.Operations;
using KantanSim.Tests.Golden;

namespace KantanSim.Tests.Architecture;

/// <summary>docs/merchant.md explains all steps of the flow to merchants.</summary>
public sealed partial class MerchantDocumentTests
{
    static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "merchant.md"));

    [Fact]
    public void Merchant_document_names_existing_source_files_only()
    {
        var paths = Source().Matches(Text).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(paths);
        Assert.All(paths, path => Assert.True(File.Exists(Path.Combine(Repository.Root, path)), path));
    }

    [Fact]
    public void Merchant_document_links_to_existing_scenarios_by_their_names()
    {
        Assert.NotEmpty(Scenario().Matches(Text));
        Assert.All(Scenario().Matches(Text), match =>
        {
            Assert.Equal(match.Groups[1].Value, Path.GetFileNameWithoutExtension(match.Groups[2].Value));
            Assert.True(File.Exists(Path.Combine(Repository.Root, "docs", match.Groups[2].Value)), match.Value);
        });
    }

    [Fact]
    public void Merchant_document_has_every_step_in_order()
    {
        var steps = Heading().Matches(Text).SelectMany(match => match.Groups[1].Value.Split(", ")).Select(int.Parse);
        Assert.Equal(Flow.Steps.Select(step => step.Number), steps);
    }

    [Fact]
    public void Merchant_document_names_the_source_of_every_rule()
    {
        var rules = Text.Split("\n\n").Where(paragraph => paragraph.StartsWith("**", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(rules);
        Assert.All(rules, rule => Assert.Matches("`Simulator/DemoShop/|SBPS", rule));
    }

    [GeneratedRegex("`(Simulator/[^` ]+)`")]
    private static partial Regex Source();

    [GeneratedRegex(@"\[`([a-z0-9-]+)`\]\(([^)]+)\)")]
    private static partial Regex Scenario();

    [GeneratedRegex(@"(?m)^## ([\d, ]+)\.")]
    private static partial Regex Heading();
}
