#pragma warning disable format // aligned tables
using System.Text.RegularExpressions;
using KantanSim.Tests.Golden;

namespace KantanSim.Tests.Wallet;

/// <summary>docs/wallet.md lists the data-testid values of the wallet's templates, page by page, and nothing else.</summary>
public sealed partial class WalletDocumentTests
{
    static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "docs/wallet.md"));

    [Theory]
    [InlineData("On every page",          "Web/frame.html", "Wallet/Pages/layout.html")]
    [InlineData("Sign in",                "Wallet/Pages/sign-in.html")]
    [InlineData("Confirm a payment",      "Methods/Recruit/Pages/confirm.html", "Wallet/Pages/order.html", "Wallet/Pages/fault.html")]
    [InlineData("Confirm a subscription", "Methods/RecruitContinuance/Pages/confirm.html",
        "Wallet/Pages/order.html", "Wallet/Pages/fault.html")]
    [InlineData("The member's contract",  "Wallet/Pages/contract.html")]
    [InlineData("Notices",                "Wallet/Pages/notice.html")]
    [InlineData("The testers' strip",     "Wallet/Pages/strip.html")]
    public void Document_lists_exactly_the_test_ids_of_the_templates(string chapter, params string[] templates)
    {
        var expected = templates.SelectMany(TestIds).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(expected, DocumentedIds(chapter).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Document_covers_every_template_of_the_wallet()
    {
        var rows = typeof(WalletDocumentTests).GetMethod(nameof(Document_lists_exactly_the_test_ids_of_the_templates))!
            .GetCustomAttributes(typeof(InlineDataAttribute), false).Cast<InlineDataAttribute>();
        var known = rows.SelectMany(row => row.Data.OfType<string>());
        var folder = Path.Combine(Repository.Root, "Simulator");
        var templates = Directory.EnumerateFiles(Path.Combine(folder, "Wallet/Pages")).Select(file => Path.GetRelativePath(folder, file));
        Assert.Empty(templates.Except(known));
    }

    [Fact]
    public void Document_names_every_kind_and_outcome_of_a_notice()
    {
        var kinds = Case().Matches(Template("Wallet/Pages/notice.html")).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(kinds);
        Assert.All(kinds, kind => Assert.Contains($"`{kind}`", Text, StringComparison.Ordinal));
    }

    static IEnumerable<string> TestIds(string template) =>
        TestId().Matches(Template(template)).Select(match => Placeholder().Replace(match.Groups[1].Value, "{id}"));

    static string Template(string path) => File.ReadAllText(Path.Combine(Repository.Root, "Simulator", path));

    // The names in the first column of the tables, and in the sentence before the table of the subscription.
    static IEnumerable<string> DocumentedIds(string chapter)
    {
        var text = Text.Split($"## {chapter}\n")[1].Split("\n## ")[0];
        var lines = text.Split('\n').TakeWhile(line => !line.Contains("`data-kind` | HTTP", StringComparison.Ordinal));
        var cells = lines.Select(line => Cell(line, chapter));
        return cells.SelectMany(cell => Name().Matches(cell).Select(match => match.Groups[1].Value)).Distinct();
    }

    static string Cell(string line, string chapter)
    {
        if (line.StartsWith('|')) return line.Split('|')[1];
        return chapter == "Confirm a subscription" ? line : "";
    }

    [GeneratedRegex("data-testid=\"([^\"]+)\"")]
    private static partial Regex TestId();

    [GeneratedRegex("\\{\\{.*?\\}\\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();

    [GeneratedRegex("when '([^']+)'")]
    private static partial Regex Case();
}
