using System.Text.RegularExpressions;
using KantanSim.Tests.Golden;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Architecture;

/// <summary>docs/parallel-tests.md and its Japanese page: their examples work, and both name the same calls.</summary>
public sealed partial class ParallelTestsDocumentTests
{
    const string English = "docs/parallel-tests.md";
    const string Japanese = "docs/ja/parallel-tests.md";

    [Theory]
    [InlineData(English)]
    [InlineData(Japanese)]
    public async Task Examples_make_a_shop_with_its_own_time_members_arm_and_snapshot(string document)
    {
        await using var simulated = await SimulatorFixture.Start();
        var (code, output) = await ReadmeTests.Run(simulated, Example().Match(Text(document)).Groups[1].Value);
        Assert.Equal(0, code);
        Assert.Matches("(?s)\"note\":\"OrderTest\".*-before\".*\"now\":\"2026-01-15T01:00:00.*-before\"", output);
        Assert.Equal("2026-01-15T00:00:00", $"{(await simulated.Clock()).Now:s}");
        Assert.Contains("\"items\":[]", await simulated.Send(HttpMethod.Get, "/snapshots"), StringComparison.Ordinal);
    }

    [Fact]
    public void Pages_have_the_same_examples_and_names() => Assert.All(
        [Example(), Call()],
        pattern => Assert.Equal(Named(pattern, Text(English)), Named(pattern, Text(Japanese))));

    static string Text(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));

    static SortedSet<string> Named(Regex pattern, string text) =>
        new(pattern.Matches(text).Select(match => match.Groups[1].Value), StringComparer.Ordinal);

    [GeneratedRegex("(?ms)^```bash\n(.*?)^```$")]
    private static partial Regex Example();

    [GeneratedRegex("`((?:GET|POST|PUT|DELETE) /[^`\n]+)`")]
    private static partial Regex Call();
}
