using System.Text.RegularExpressions;
using KantanSim.Pages;

namespace KantanSim.Tests.Pages;

/// <summary>What holds for every template in the program, whoever wrote it.</summary>
public sealed partial class EmbeddedTemplatesTests
{
    public static TheoryData<string> Templates => [.. Embedded.Paths.Where(path => path.EndsWith(".html", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Templates))]
    public void It_parses(string path) => Assert.False(new PageTemplates().Parsed(path).HasErrors);

    [Theory]
    [MemberData(nameof(Templates))]
    public void It_needs_nothing_that_a_strict_content_security_policy_forbids(string path) =>
        Assert.Empty(Forbidden().Matches(Embedded.Text(path)).Select(match => match.Value));

    // Escaping keeps a value inside its quotes; without quotes a space would end it.
    [Theory]
    [MemberData(nameof(Templates))]
    public void It_quotes_every_attribute_that_takes_a_value(string path) =>
        Assert.Empty(Unquoted().Matches(Embedded.Text(path)).Select(match => match.Value));

    [Theory]
    [MemberData(nameof(Templates))]
    public void It_loads_only_assets_that_exist(string path) => Assert.All(
        Asset().Matches(Embedded.Text(path)).Select(match => $"Assets/{match.Groups[1].Value}"),
        asset => Assert.Contains(asset, Embedded.Paths));

    [GeneratedRegex("""<script(?![^>]*\ssrc="/assets/)|<style|\sstyle="|\son[a-z]+="|(src|<link[^>]*href)="(https?:)?//""", RegexOptions.IgnoreCase)]
    private static partial Regex Forbidden();

    [GeneratedRegex("""<[a-z][^>]*\s[a-z-]+=\{\{""", RegexOptions.IgnoreCase)]
    private static partial Regex Unquoted();

    [GeneratedRegex("\"/assets/([^\"?{]+)\"")]
    private static partial Regex Asset();
}
