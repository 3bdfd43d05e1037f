using System.Text.RegularExpressions;
using KantanSim.Tests.Golden;
using KantanSim.Web;

namespace KantanSim.Tests.Architecture;

/// <summary>Below <c>KantanSim:PathBase</c> a URL that begins with a slash leads astray,
/// unless <see cref="BasePath"/> knows the attribute.</summary>
public sealed partial class LocalUrlTests
{
    public static TheoryData<string> Files =>
        [.. EmbeddedFiles.Paths.Where(path => Path.GetExtension(path) is ".html" or ".css" or ".js" or ".svg"
            && !path.Contains("/vendor/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_local_url_of_a_page_is_put_below_the_path(string file)
    {
        var text = EmbeddedFiles.Text(file);
        // What an expression yields is put below the path as well, in the page that comes out.
        var sent = Path.GetExtension(file) == ".html" ? BasePath.Prefix(Expression().Replace(text, ""), "/sim") : text;
        Assert.Equal([], Local().Matches(sent).Select(match => match.Value).Where(IsAstray));
    }

    [Theory]
    [InlineData("""<a href='/shops'>""")]
    [InlineData("""<a href=/shops>""")]
    [InlineData("""<form hx-put="/shops">""")]
    [InlineData("""background: url(/assets/a.svg)""")]
    [InlineData("""fetch("/api/clock")""")]
    [InlineData("""location.href = `/shops`""")]
    public void What_would_lead_astray_is_found(string text) =>
        Assert.Contains(Local().Matches(BasePath.Prefix(text, "/sim")), match => IsAstray(match.Value));

    [Theory]
    [InlineData(Headers)]
    [InlineData(Markup)]
    [InlineData(Cookies)]
    public void Code_hands_out_no_local_url_past_it(string pattern) => Assert.Equal([],
        from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "Simulator"), "*.cs", SearchOption.AllDirectories)
        where !file.Contains("/obj/", StringComparison.Ordinal) && Path.GetFileName(file) != "BasePath.cs"
        from Match found in Regex.Matches(File.ReadAllText(file), pattern)
        select $"{Path.GetFileName(file)}: {found.Value}");

    [Theory]
    [InlineData(Headers, """http.Response.Headers["HX-Location"] = "/shops";""")]
    [InlineData(Headers, """http.Response.Headers.Refresh = "0;url=/";""")]
    [InlineData(Markup,  """await http.Response.WriteAsync("<a href='/shops'>");""")]
    [InlineData(Cookies, """new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/" }""")]
    public void Code_that_does_is_found(string pattern, string code) => Assert.Matches(pattern, code);

    // Headers that lead a browser on, beside those that are put below the path.
    const string Headers = """(?:"(?:Refresh|Link|SourceMap|Content-Location|HX-Location|HX-Push-Url|HX-Replace-Url)"|Headers\.(?:Refresh|Link|ContentLocation)\b)""";

    // Of a page that is not rendered from a template.
    const string Markup = """\b(?:href|src|action)=(?:\\?"|')/""";

    const string Cookies = """SameSite = [\w.]+,[^}]*\bPath = (?!BasePath\.CookiePath)""";

    static bool IsAstray(string url) => !url.Contains("/sim/", StringComparison.Ordinal)
        && !url.StartsWith("aria-", StringComparison.Ordinal);

    [GeneratedRegex(@"\{\{.*?\}\}", RegexOptions.Singleline)]
    private static partial Regex Expression();

    // Attributes, url() and scripts' texts; not closing tags, not a lone slash in words.
    [GeneratedRegex("""[\w:-]+=["']?/(?!/)[\w?#"']*/?|url\(["']?/[\w]*|(?<=[(\s=,+])["'`]/\w+""")]
    private static partial Regex Local();
}
