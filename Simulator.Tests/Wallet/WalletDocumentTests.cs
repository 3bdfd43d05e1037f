using System.Text.RegularExpressions;
using KantanSim.Tests.Golden;

namespace KantanSim.Tests.Wallet;

/// <summary>docs/wallet.md is an interface: it names what the templates have, and nothing else, page by page.</summary>
public sealed partial class WalletDocumentTests
{
    static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "docs/wallet.md"));

    [Theory]
    [InlineData("On every page",          "Pages/frame.html", "Wallet/Pages/layout.html")]
    [InlineData("Sign in",                "Wallet/Pages/sign-in.html")]
    [InlineData("Confirm a payment",      "Methods/Recruit/Pages/confirm.html", "Wallet/Pages/order.html", "Wallet/Pages/fault.html")]
    [InlineData("Confirm a subscription", "Methods/RecruitContinuance/Pages/confirm.html", "Wallet/Pages/order.html", "Wallet/Pages/fault.html")]
    [InlineData("The member's contract",  "Wallet/Pages/contract.html")]
    [InlineData("Notices",                "Wallet/Pages/notice.html")]
    [InlineData("The testers' strip",     "Wallet/Pages/strip.html")]
    public void The_document_names_what_the_templates_have(string chapter, params string[] templates) => Assert.Equal(
        templates.SelectMany(Ids).Distinct().Order(StringComparer.Ordinal), Documented(chapter).Order(StringComparer.Ordinal));

    [Fact]
    public void No_template_of_the_wallet_is_left_out()
    {
        var known = typeof(WalletDocumentTests).GetMethod(nameof(The_document_names_what_the_templates_have))!
            .GetCustomAttributes(typeof(InlineDataAttribute), false).Cast<InlineDataAttribute>().SelectMany(row => row.Data.OfType<string>());
        var folder = Path.Combine(Repository.Root, "Simulator");
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(folder, "Wallet/Pages")).Select(file => Path.GetRelativePath(folder, file)).Except(known));
    }

    [Fact]
    public void Every_kind_and_outcome_of_a_notice_is_named() => Assert.All(
        Case().Matches(Template("Wallet/Pages/notice.html")).Select(match => match.Groups[1].Value), kind => Assert.Contains($"`{kind}`", Text, StringComparison.Ordinal));

    static IEnumerable<string> Ids(string template) => TestId().Matches(Template(template)).Select(match => Value().Replace(match.Groups[1].Value, "{id}"));

    static string Template(string path) => File.ReadAllText(Path.Combine(Repository.Root, "Simulator", path));

    // The names that stand in the first column, or in the sentence before a table.
    static IEnumerable<string> Documented(string chapter)
    {
        var text = Text.Split($"## {chapter}\n")[1].Split("\n## ")[0];
        var named = text.Split('\n').TakeWhile(line => !line.Contains("`data-kind` | HTTP", StringComparison.Ordinal))
            .Select(line => line.StartsWith('|') ? line.Split('|')[1] : chapter == "Confirm a subscription" ? line : "");
        return named.SelectMany(line => Name().Matches(line).Select(match => match.Groups[1].Value)).Distinct();
    }

    [GeneratedRegex("data-testid=\"([^\"]+)\"")]
    private static partial Regex TestId();

    [GeneratedRegex("\\{\\{.*?\\}\\}")]
    private static partial Regex Value();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();

    [GeneratedRegex("when '([^']+)'")]
    private static partial Regex Case();
}
