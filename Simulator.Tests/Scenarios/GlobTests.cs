#pragma warning disable format // aligned tables
using KantanSim.Scenarios.Files;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Scenarios;

public sealed class GlobTests
{
    [Theory]
    [InlineData("SIM-CANCEL-*", "SIM-CANCEL-1",  true)]
    [InlineData("SIM-CANCEL-*", "SIM-CANCEL-",   true)]
    [InlineData("SIM-CANCEL-*", "sim-cancel-1",  false)]
    [InlineData("SIM-CANCEL-*", "XSIM-CANCEL-1", false)]
    [InlineData("*",            "",              true)]
    [InlineData("",             "",              true)]
    [InlineData("",             "a",             false)]
    [InlineData("?",            "",              false)]
    [InlineData("?",            "a",             true)]
    [InlineData("a?c",          "abc",           true)]
    [InlineData("a?c",          "ac",            false)]
    [InlineData("abc",          "ab",            false)]
    [InlineData("*-1",          "a-1-1",         true)]
    [InlineData("*-1",          "a-12",          false)]
    [InlineData("a*b*c",        "a-b-b-c",       true)]
    [InlineData("a*b*c",        "a-c-b",         false)]
    [InlineData("a**",          "a",             true)]
    [InlineData("a.c",          "abc",           false)]
    public void A_pattern_matches_a_text_completely_and_by_case(string pattern, string text, bool expected) =>
        Assert.Equal(expected, Glob.Fits(pattern, text));

    // With backtracking to every star, about 2^500 attempts.
    [Fact]
    public async Task A_pattern_with_many_stars_does_not_take_exponential_time()
    {
        var pattern = string.Concat(Enumerable.Repeat("*a", 500)) + "b";
        var match = Task.Run(() => Glob.Fits(pattern, new string('a', 5_000)), TestContext.Current.CancellationToken);
        Assert.False(await match.WithHangGuard());
    }
}
