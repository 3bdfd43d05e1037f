using System.Text.RegularExpressions;
using KantanSim.Tests.Golden;

namespace KantanSim.Tests.Architecture;

/// <summary>Links, line lengths and structure of the documents.</summary>
public sealed partial class DocumentTests
{
    const int MaxLine = 140;

    public static TheoryData<string> All => [.. Documents.All];

    // Japanese text has no spaces to wrap at.
    public static TheoryData<string> Wrapped => [.. Documents.All.Except(Documents.Generated).Where(document => !IsJapanese(document))];

    [Theory]
    [MemberData(nameof(All))]
    public void Link_leads_to_an_existing_file_and_heading(string document)
    {
        var targets = Link().Matches(WithoutCode(document)).Select(match => match.Groups[1].Value);
        foreach (var target in targets.Where(target => !target.Contains("://", StringComparison.Ordinal)))
        {
            var parts = target.Split('#', 2);
            var file = parts[0].Length == 0 ? document : Path.Combine(Path.GetDirectoryName(document)!, parts[0]);
            Assert.True(Path.Exists(Path.Combine(Repository.Root, file)), target);
            if (parts.Length == 2) Assert.True(Anchors(file).Contains(parts[1]), target);
        }
    }

    [Theory]
    [MemberData(nameof(Wrapped))]
    public void Prose_is_wrapped_at_140_characters(string document) => Assert.Equal(
        [], WithoutCode(document).Split('\n').Where(line => line.Length > MaxLine && IsProse(line)));

    [Fact]
    public void Changelog_has_an_unreleased_section_and_the_current_version()
    {
        var versions = Version().Matches(Text("CHANGELOG.md")).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal("Unreleased", versions[0]);
        Assert.Contains(ProjectVersion(), versions);
    }

    [Fact]
    public void Changelog_uses_the_section_names_of_keepachangelog() => Assert.Subset(
        new HashSet<string> { "Added", "Changed", "Deprecated", "Removed", "Fixed", "Security" },
        Kind().Matches(Text("CHANGELOG.md")).Select(match => match.Groups[1].Value).ToHashSet());

    [Fact]
    public void Performance_document_has_at_most_ten_sentences() =>
        Assert.InRange(Sentence().Count(string.Join('\n', WithoutCode("docs/performance.md").Split('\n').Where(IsProse))), 1, 10);

    [Fact]
    public void Label_of_the_image_has_the_current_version() =>
        Assert.Contains($"LABEL org.opencontainers.image.version=\"{ProjectVersion()}\"\n", Text("Dockerfile"), StringComparison.Ordinal);

    // Not a table, a heading, a comment or indented code.
    static bool IsProse(string line) =>
        line.Length > 0
        && !"|#<".Contains(line[0], StringComparison.Ordinal)
        && !line.StartsWith("    ", StringComparison.Ordinal);

    static string ProjectVersion() => ProjectVersionElement().Match(Text("Directory.Build.props")).Groups[1].Value;

    static bool IsJapanese(string document) =>
        document.EndsWith(".ja.md", StringComparison.Ordinal) || document.StartsWith("docs/ja/", StringComparison.Ordinal);

    static string Text(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));

    static string WithoutCode(string document) => Block().Replace(Text(document), "");

    // The anchors that GitHub generates from headings, and explicit ones.
    static HashSet<string> Anchors(string file)
    {
        var text = WithoutCode(file);
        return
        [
            .. Heading().Matches(text).Select(match => string.Concat(match.Groups[1].Value.ToLowerInvariant()
                .Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_')).Replace(' ', '-')),
            .. Anchor().Matches(text).Select(match => match.Groups[1].Value),
        ];
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("(?ms)^```.*?^```$")]
    private static partial Regex Block();

    [GeneratedRegex(@"(?m)^#+ (.+)$")]
    private static partial Regex Heading();

    [GeneratedRegex("<a id=\"([^\"]+)\">")]
    private static partial Regex Anchor();

    [GeneratedRegex(@"(?m)^## \[([^\]]+)\]")]
    private static partial Regex Version();

    [GeneratedRegex("(?m)^### (.+)$")]
    private static partial Regex Kind();

    [GeneratedRegex(@"[.!?](?=\s|$)")]
    private static partial Regex Sentence();

    [GeneratedRegex("<Version>([^<]+)</Version>")]
    private static partial Regex ProjectVersionElement();
}
