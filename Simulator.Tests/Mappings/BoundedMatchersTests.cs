using System.Text.RegularExpressions;
using System.Xml;
using KantanSim.Mappings;
using KantanSim.Tests.Infrastructure;
using WireMock.Matchers;

namespace KantanSim.Tests.Mappings;

/// <summary>Matchers of mapping files with inputs that cause catastrophic backtracking or entity expansion.</summary>
public sealed class BoundedMatchersTests
{
    const string Catastrophic = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!";

    [Theory]
    [InlineData("^(a+)+$", "aaa", true)]
    [InlineData("^(a+)+$", Catastrophic, false)]
    [InlineData("^([a-z]+)*\\d$", Catastrophic, false)]
    [InlineData("(?=a)b|^a", Catastrophic, true)]
    [InlineData("^\\guidd$", "12345678-abcd-1234-abcd-1234567890ab", true)]
    public void Regex_matches_as_in_WireMock(string pattern, string input, bool matches) =>
        Assert.Equal(matches, Bound(new RegexMatcher(pattern)).IsMatch(input).IsPerfect());

    [Theory]
    [InlineData("/v1/*/end", "/v1/x/y/end", true)]
    [InlineData("/v1/?", "/v1/xy", false)]
    public void Wildcard_matches_as_in_WireMock(string pattern, string input, bool matches) =>
        Assert.Equal(matches, Bound(new WildcardMatcher(pattern)).IsMatch(input).IsPerfect());

    [Fact]
    public void Regex_can_ignore_case() =>
        Assert.True(Bound(new RegexMatcher("^abc$", ignoreCase: true)).IsMatch("ABC").IsPerfect());

    [Fact]
    public void Form_matches_as_in_WireMock() =>
        Assert.True(Bound(new FormUrlEncodedMatcher("name=*x*")).IsMatch("name=axb").IsPerfect());

    [Fact]
    public void Form_with_many_wildcards_does_not_backtrack()
    {
        var matcher = Bound(new FormUrlEncodedMatcher("name=*a*a*a*a*a*a*a*a*a*b"));
        Assert.False(matcher.IsMatch($"name={new string('a', 5_000)}").IsPerfect());
    }

    // A backreference needs the backtracking engine.
    [Fact]
    public void Regex_with_a_backreference_times_out()
    {
        var matcher = (RegexMatcher)BoundedMatchers.Bound(new RegexMatcher("^(a+)+\\1$"), TimeSpan.FromMilliseconds(50));
        Assert.IsType<RegexMatchTimeoutException>(matcher.IsMatch(Catastrophic).Exception);
    }

    [Theory]
    [InlineData("<a><b>x</b></a>", true)]
    [InlineData("<?xml version=\"1.0\"?><!-- c --><a><b>x</b></a>", true)]
    [InlineData("<a><b>y</b></a>", false)]
    [InlineData("no xml", false)]
    [InlineData(null, false)]
    public void XPath_matches_as_in_WireMock(string? input, bool matches) =>
        Assert.Equal(matches, Bound(new XPathMatcher("/a/b = 'x'")).IsMatch(input).IsPerfect());

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY e \"x\">]><a><b>&e;</b></a>")]
    [InlineData("<?xml version=\"1.0\"?>\n<!-- c --><!DOCTYPE a><a><b>x</b></a>")]
    public void XPath_does_not_match_XML_with_a_DTD(string input)
    {
        var result = Bound(new XPathMatcher("/a/b = 'x'")).IsMatch(input);
        Assert.False(result.IsPerfect());
        Assert.IsType<XmlException>(result.Exception);
    }

    static IStringMatcher Bound(IStringMatcher matcher) => (IStringMatcher)BoundedMatchers.Bound(matcher, HangGuard.Limit);
}
