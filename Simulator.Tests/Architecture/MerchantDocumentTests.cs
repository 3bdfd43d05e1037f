using System.Text.RegularExpressions;
using KantanSim.Dashboard;
using KantanSim.Tests.Golden;

namespace KantanSim.Tests.Architecture;

/// <summary>docs/merchant.md goes through all steps, and what it names is there.</summary>
public sealed partial class MerchantDocumentTests
{
    static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "merchant.md"));

    [Fact]
    public void Every_file_that_it_names_exists() => Assert.All(
        Source().Matches(Text).Select(match => match.Groups[1].Value), path => Assert.True(File.Exists(Path.Combine(Repository.Root, path)), path));

    [Fact]
    public void Every_scenario_that_it_names_exists_under_its_name() => Assert.All(Scenario().Matches(Text), match =>
    {
        Assert.Equal(match.Groups[1].Value, Path.GetFileNameWithoutExtension(match.Groups[2].Value));
        Assert.True(File.Exists(Path.Combine(Repository.Root, "docs", match.Groups[2].Value)), match.Value);
    });

    [Fact]
    public void Every_step_has_its_place_in_their_order() =>
        Assert.Equal(Flow.Steps.Select(step => step.Number), Heading().Matches(Text).SelectMany(match => match.Groups[1].Value.Split(", ")).Select(int.Parse));

    [Fact]
    public void Every_rule_says_where_it_is_kept() => Assert.All(
        Text.Split("\n\n").Where(paragraph => paragraph.StartsWith("**", StringComparison.Ordinal)), paragraph => Assert.Matches("`Simulator/Shop/|SBPS", paragraph));

    [GeneratedRegex("`(Simulator/[^` ]+)`")]
    private static partial Regex Source();

    [GeneratedRegex(@"\[`([a-z0-9-]+)`\]\(([^)]+)\)")]
    private static partial Regex Scenario();

    [GeneratedRegex(@"(?m)^## ([\d, ]+)\.")]
    private static partial Regex Heading();
}
