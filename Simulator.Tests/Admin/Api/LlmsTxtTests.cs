using System.Text.RegularExpressions;
using KantanSim.Tests.Golden;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Admin.Api;

/// <summary>/llms.txt in the form of https://llmstxt.org, and the documents that it links to.</summary>
public sealed partial class LlmsTxtTests
{
    static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "llms.txt"));

    public static TheoryData<string> Links => [.. Link().Matches(Text).Select(link => link.Groups[1].Value)];

    [Theory]
    [MemberData(nameof(Links))]
    public async Task Link_leads_to_a_file_and_the_server_answers_it(string link)
    {
        await using var simulated = await SimulatorFixture.Start();
        using var answer = await simulated.Get($"/{link}");
        Assert.Equal(200, (int)answer.StatusCode);
        var isDocument = link.EndsWith(".md", StringComparison.Ordinal);
        Assert.Equal(isDocument, File.Exists(Path.Combine(Repository.Root, link)));
        if (!isDocument) return;
        Assert.Equal("text/markdown", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(
            await File.ReadAllTextAsync(Path.Combine(Repository.Root, link), TestContext.Current.CancellationToken),
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Server_answers_the_file()
    {
        await using var simulated = await SimulatorFixture.Start();
        using var answer = await simulated.Get("/llms.txt");
        Assert.Equal("text/plain", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(Text, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/llms.txt")]
    [InlineData("/docs/merchant.md")]
    public async Task Documents_require_the_operators_token(string path)
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--KantanSim:AdminToken=s3cret");
        using var answer = await simulated.Get(path);
        Assert.Equal(401, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("/docs/nothing.md")]
    [InlineData("/docs/ja/nothing.md")]
    [InlineData("/docs/..%2Fllms.md")]
    public async Task Document_that_does_not_exist_is_not_found(string path)
    {
        await using var simulated = await SimulatorFixture.Start();
        using var answer = await simulated.Get(path);
        Assert.Equal(404, (int)answer.StatusCode);
    }

    [Fact]
    public void File_has_a_title_a_summary_and_sections_of_links_only()
    {
        Assert.StartsWith("# KantanSim\n\n> ", Text, StringComparison.Ordinal);
        var sections = Text.Split("\n## ").Skip(1).ToList();
        Assert.NotEmpty(sections);
        var lines = sections.SelectMany(section => section.Split('\n').Skip(1)).Where(line => line.Length > 0);
        Assert.All(lines, line => Assert.Matches(@"^- \[[^\]]+\]\([^)]+\): .+$", line));
    }

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();
}
