#pragma warning disable format // aligned tables
using System.Text.RegularExpressions;
using KantanSim.Tests.Golden;
using KantanSim.Web;

namespace KantanSim.Tests.Architecture;

/// <summary>
/// With <c>KantanSim:PathBase</c>, a URL that begins with a slash is wrong unless <see cref="BasePath"/> adds the prefix to its
/// attribute.
/// </summary>
public sealed partial class LocalUrlTests
{
    public static TheoryData<string> Files =>
    [
        .. EmbeddedFiles.Paths
            .Where(path => Path.GetExtension(path) is ".html" or ".css" or ".js" or ".svg")
            .Where(path => !path.Contains("/vendor/", StringComparison.Ordinal)),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_local_url_of_a_page_gets_the_path_base(string file)
    {
        var text = EmbeddedFiles.Text(file);
        // Expressions are removed: their values get the prefix in the rendered page.
        var sent = Path.GetExtension(file) == ".html" ? BasePath.Prefix(Expression().Replace(text, ""), "/sim") : text;
        Assert.Equal([], Local().Matches(sent).Select(match => match.Value).Where(LacksPrefix));
    }

    [Theory]
    [InlineData("""<a href='/shops'>""")]
    [InlineData("""<a href=/shops>""")]
    [InlineData("""<form hx-put="/shops">""")]
    [InlineData("""background: url(/assets/a.svg)""")]
    [InlineData("""fetch("/api/clock")""")]
    [InlineData("""location.href = `/shops`""")]
    public void Local_url_without_the_path_base_is_found(string text) =>
        Assert.Contains(Local().Matches(BasePath.Prefix(text, "/sim")), match => LacksPrefix(match.Value));

    [Theory]
    [InlineData(Headers)]
    [InlineData(Markup)]
    [InlineData(Cookies)]
    public void Code_sends_no_local_url_that_bypasses_the_path_base(string pattern) => Assert.Equal([],
        from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "Simulator"), "*.cs", SearchOption.AllDirectories)
        where !file.Contains("/obj/", StringComparison.Ordinal) && Path.GetFileName(file) != "BasePath.cs"
        from Match found in Regex.Matches(File.ReadAllText(file), pattern)
        select $"{Path.GetFileName(file)}: {found.Value}");

    [Theory]
    [InlineData(Headers, """http.Response.Headers["HX-Location"] = "/shops";""")]
    [InlineData(Headers, """http.Response.Headers.Refresh = "0;url=/";""")]
    [InlineData(Markup,  """await http.Response.WriteAsync("<a href='/shops'>");""")]
    [InlineData(Cookies, """new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/" }""")]
    public void Code_that_bypasses_the_path_base_is_found(string pattern, string code) => Assert.Matches(pattern, code);

    // Headers with URLs, except those to which BasePath adds the prefix.
    const string Headers =
        """(?:"(?:Refresh|Link|SourceMap|Content-Location|HX-Location|HX-Push-Url|HX-Replace-Url)"|"""
        + """Headers\.(?:Refresh|Link|ContentLocation)\b)""";

    // HTML in code, which is not rendered from a template.
    const string Markup = """\b(?:href|src|action)=(?:\\?"|')/""";

    const string Cookies = """SameSite = [\w.]+,[^}]*\bPath = (?!BasePath\.CookiePath)""";

    static bool LacksPrefix(string url) =>
        !url.Contains("/sim/", StringComparison.Ordinal) && !url.StartsWith("aria-", StringComparison.Ordinal);

    [GeneratedRegex(@"\{\{.*?\}\}", RegexOptions.Singleline)]
    private static partial Regex Expression();

    // Matches attributes, url() and strings in scripts, but not closing tags and not a slash between words.
    [GeneratedRegex("""[\w:-]+=["']?/(?!/)[\w?#"']*/?|url\(["']?/[\w]*|(?<=[(\s=,+])["'`]/\w+""")]
    private static partial Regex Local();
}
