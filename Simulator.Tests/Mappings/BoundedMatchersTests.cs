using System.Text.RegularExpressions;
using System.Xml;
using KantanSim.Mappings;
using KantanSim.Tests.Infrastructure;
using WireMock.Matchers;

namespace KantanSim.Tests.Mappings;

/// <summary>What matchers of mapping files do with requests that are made to keep them busy.</summary>
public sealed class BoundedMatchersTests
{
    const string Evil = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!";

    [Theory]
    [InlineData("^(a+)+$", "aaa", true)]
    [InlineData("^(a+)+$", Evil, false)]
    [InlineData("^([a-z]+)*\\d$", Evil, false)]
    [InlineData("(?=a)b|^a", Evil, true)]
    [InlineData("^\\guidd$", "12345678-abcd-1234-abcd-1234567890ab", true)]
    public void Regex_matches_as_before(string pattern, string input, bool matches) =>
        Assert.Equal(matches, Bound(new RegexMatcher(pattern)).IsMatch(input).IsPerfect());

    [Theory]
    [InlineData("/v1/*/end", "/v1/x/y/end", true)]
    [InlineData("/v1/?", "/v1/xy", false)]
    public void Wildcard_matches_as_before(string pattern, string input, bool matches) =>
        Assert.Equal(matches, Bound(new WildcardMatcher(pattern)).IsMatch(input).IsPerfect());

    [Fact]
    public void Case_is_ignored_as_before() => Assert.True(Bound(new RegexMatcher("^abc$", ignoreCase: true)).IsMatch("ABC").IsPerfect());

    [Fact]
    public void Form_matches_as_before() => Assert.True(Bound(new FormUrlEncodedMatcher("name=*x*")).IsMatch("name=axb").IsPerfect());

    [Fact]
    public void Wildcards_of_a_form_take_no_time_in_powers_of_the_input()
    {
        var matcher = Bound(new FormUrlEncodedMatcher("name=*a*a*a*a*a*a*a*a*a*b"));
        Assert.False(matcher.IsMatch($"name={new string('a', 5_000)}").IsPerfect());
    }

    // A backreference needs the engine that backtracks.
    [Fact]
    public void Regex_that_takes_too_long_is_given_up()
    {
        var matcher = (RegexMatcher)BoundedMatchers.Bound(new RegexMatcher("^(a+)+\\1$"), TimeSpan.FromMilliseconds(50));
        Assert.IsType<RegexMatchTimeoutException>(matcher.IsMatch(Evil).Exception);
    }

    [Theory]
    [InlineData("<a><b>x</b></a>", true)]
    [InlineData("<?xml version=\"1.0\"?><!-- c --><a><b>x</b></a>", true)]
    [InlineData("<a><b>y</b></a>", false)]
    [InlineData("no xml", false)]
    [InlineData(null, false)]
    public void XPath_matches_as_before(string? input, bool matches) =>
        Assert.Equal(matches, Bound(new XPathMatcher("/a/b = 'x'")).IsMatch(input).IsPerfect());

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY e \"x\">]><a><b>&e;</b></a>")]
    [InlineData("<?xml version=\"1.0\"?>\n<!-- c --><!DOCTYPE a><a><b>x</b></a>")]
    public void XPath_reads_no_XML_with_a_document_type(string input)
    {
        var result = Bound(new XPathMatcher("/a/b = 'x'")).IsMatch(input);
        Assert.False(result.IsPerfect());
        Assert.IsType<XmlException>(result.Exception);
    }

    static IStringMatcher Bound(IStringMatcher matcher) => (IStringMatcher)BoundedMatchers.Bound(matcher, HangGuard.Limit);
}
