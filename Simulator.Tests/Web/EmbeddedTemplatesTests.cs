using System.Text.RegularExpressions;
using KantanSim.Web;

namespace KantanSim.Tests.Web;

/// <summary>Rules that every embedded template follows.</summary>
public sealed partial class EmbeddedTemplatesTests
{
    public static TheoryData<string> Templates => [.. EmbeddedFiles.Paths.Where(path => path.EndsWith(".html", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Templates))]
    public void Template_parses(string path) => Assert.False(new PageTemplates().Parsed(path).HasErrors);

    // Files of their own, with their style sheet in them and a policy for that.
    static readonly string[] OfflineFiles = ["Check/Reports/report.html", "Evidence/Html/evidence.html"];

    public static TheoryData<string> Pages =>
        [.. EmbeddedFiles.Paths.Where(path => path.EndsWith(".html", StringComparison.Ordinal) && !OfflineFiles.Contains(path))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Template_complies_with_a_strict_content_security_policy(string path) =>
        Assert.Empty(Forbidden().Matches(EmbeddedFiles.Text(path)).Select(match => match.Value));

    [Theory]
    [InlineData("<script>go()</script>")]
    [InlineData("<style>p { color: red }</style>")]
    [InlineData("<p style=\"color: red\">")]
    [InlineData("<a onclick=\"go()\">")]
    [InlineData("<img src=\"https://other.example/x.png\">")]
    [InlineData("<link rel=\"stylesheet\" href=\"//other.example/x.css\">")]
    public void Content_security_check_finds_forbidden_markup(string html) => Assert.Matches(Forbidden(), html);

    // A value is escaped for use within quotes. Without quotes a space would end the attribute.
    [Theory]
    [MemberData(nameof(Templates))]
    public void Template_quotes_every_attribute_with_a_value(string path) =>
        Assert.Empty(Unquoted().Matches(EmbeddedFiles.Text(path)).Select(match => match.Value));

    [Fact]
    public void Quoting_check_finds_an_unquoted_value() => Assert.Matches(Unquoted(), "<input value={{ x }}>");

    [Theory]
    [MemberData(nameof(Templates))]
    public void Template_loads_only_existing_assets(string path) => Assert.All(
        Asset().Matches(EmbeddedFiles.Text(path)).Select(match => $"Assets/{match.Groups[1].Value}"),
        asset => Assert.Contains(asset, EmbeddedFiles.Paths));

    [GeneratedRegex(
        """<script(?![^>]*\ssrc="/assets/)|<style|\sstyle="|\son[a-z]+="|(src|<link[^>]*href)="(https?:)?//""", RegexOptions.IgnoreCase)]
    private static partial Regex Forbidden();

    [GeneratedRegex("""<[a-z][^>]*\s[a-z-]+=\{\{""", RegexOptions.IgnoreCase)]
    private static partial Regex Unquoted();

    [GeneratedRegex("\"/assets/([^\"?{]+)\"")]
    private static partial Regex Asset();
}
