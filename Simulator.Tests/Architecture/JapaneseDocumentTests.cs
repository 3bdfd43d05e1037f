using System.Text.RegularExpressions;
using KantanSim.Protocol;
using KantanSim.Startup;
using KantanSim.Tests.Advice;
using KantanSim.Tests.Golden;
using KantanSim.Tests.Infrastructure;
using KantanSim.Tests.Scenarios;

namespace KantanSim.Tests.Architecture;

/// <summary>
/// README.ja.md and docs/ja: their examples work, the names in them exist, and their pages have the same content as the English ones.
/// </summary>
public sealed partial class JapaneseDocumentTests
{
    public static TheoryData<string> Documents =>
        [.. KantanSim.Tests.Architecture.Documents.All.Where(document => document == "README.ja.md" || IsInFolder(document))];

    [Fact]
    public async Task Examples_of_the_readme_make_a_captured_and_a_failed_payment()
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        var script = Examples("README.ja.md")
            .Replace("http://127.0.0.1:3000/notify", $"{simulated.Url}/shop/notify", StringComparison.Ordinal);
        var (code, output) = await ReadmeTests.Run(simulated, script);
        Assert.Equal(0, code);
        Assert.Matches(
            "(?s)&StartURL=.*Status=AUTH&.*Status=SALES\n.*\"outcome\":\"received\""
            + ".*Status=PAYFAIL&.*\"scenario\":\"card-is-refused\".*\"name\":\"test 1\".*\"mode\":\"real\"",
            output);
        var printed = PrintedOutput().Matches(Text("README.ja.md")).Select(match => match.Groups[1].Value.Trim()).ToList();
        Assert.Equal(3, printed.Count);
        Assert.Equal(StartupLog.Ready("http://127.0.0.1:8080", "http://127.0.0.1:8080").Trim(), printed[0]);
        Assert.All(
            printed.Skip(1),
            text => Assert.Contains(Random().Replace(text, "?"), Random().Replace(output, "?"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Examples_of_the_readme_get_no_error_from_the_advice()
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        var script = Examples("README.ja.md")
            .Replace("http://127.0.0.1:3000/notify", $"{simulated.Url}/shop/notify", StringComparison.Ordinal);
        Assert.Equal(0, (await ReadmeTests.Run(simulated, script)).Code);
        Assert.DoesNotContain(await simulated.Advice(), finding => finding.Severity == "error");
    }

    [Fact]
    public async Task Example_of_the_merchant_page_sends_an_item_in_CP932()
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        var (code, output) = await ReadmeTests.Run(simulated, Examples("docs/ja/merchant.md"));
        Assert.Equal(0, code);
        Assert.Contains("&StartURL=", output, StringComparison.Ordinal);
        Assert.Equal("マグカップ", (await simulated.Transactions())[0].ItemName);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Document_names_existing_settings_calls_and_errors_only(string document)
    {
        var text = Text(document);
        string[] calls = [.. BuiltInSymbols.Known.Operations, "RecruitStart", "RecruitContinuanceStart"];
        Assert.Subset(SettingCatalog.All.Select(SettingCatalog.Key).ToHashSet(), Named(Setting(), text));
        Assert.Subset(SettingCatalog.OfShop.Select(SettingCatalog.Key).ToHashSet(), Named(ShopSetting(), text));
        Assert.Subset(ProtocolOptionCatalog.All.Select(option => option.Name).ToHashSet(), Named(Option(), text));
        Assert.Subset(calls.ToHashSet(), Named(Call(), text));
        Assert.Subset(BuiltInSymbols.Known.Errors.Append("E00000000").ToHashSet(), Named(Error(), text));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Document_names_existing_scenarios_and_their_magic_orders_only(string document)
    {
        var text = Text(document);
        Assert.All(ScenarioLink().Matches(text), link => Assert.Equal(link.Groups[1].Value, link.Groups[2].Value));
        Assert.All(ScenarioName().Matches(text), name => Assert.NotNull(RepositoryScenarios.Library.Find(name.Groups[1].Value)));
        Assert.All(MagicRow().Matches(text), row =>
        {
            var scenario = RepositoryScenarios.Library.Find(row.Groups[1].Value)!;
            Assert.Equal(scenario.Match!.OrderId, row.Groups[2].Value);
        });
    }

    [Fact]
    public void Merchant_page_has_the_steps_sources_and_scenarios_of_the_English_one() => Assert.All(
        [Step(), Source(), ScenarioLink()],
        pattern => AssertSameNames(pattern, Text("docs/merchant.md"), Text("docs/ja/merchant.md")));

    [Fact]
    public void Wallet_page_has_the_code_of_the_English_one_in_each_chapter()
    {
        var english = Chapters("docs/wallet.md").ToList();
        var japanese = Chapters("docs/ja/wallet.md").ToList();
        Assert.Equal(english.Count, japanese.Count);
        Assert.All(english.Zip(japanese), chapter => AssertSameNames(Code(), chapter.First, chapter.Second));
    }

    [Fact]
    public void Container_page_has_the_examples_and_metrics_of_the_English_one() => Assert.All(
        [Yaml(), Metric()],
        pattern => AssertSameNames(pattern, WithoutComments("docs/container.md"), WithoutComments("docs/ja/container.md")));

    static bool IsInFolder(string document) => document.StartsWith("docs/ja/", StringComparison.Ordinal);

    static void AssertSameNames(Regex pattern, string english, string japanese) =>
        Assert.Equal(Named(pattern, english).Order(StringComparer.Ordinal), Named(pattern, japanese).Order(StringComparer.Ordinal));

    static string Text(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));

    static string WithoutComments(string path) => Comment().Replace(Text(path), "");

    // All examples of a document as one script.
    static string Examples(string path) => string.Join('\n', Example().Matches(Text(path)).Select(match => match.Groups[1].Value));

    static IEnumerable<string> Chapters(string path) => Text(path).Split("\n## ").Skip(1);

    static HashSet<string> Named(Regex pattern, string text) => [.. pattern.Matches(text).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("(?ms)^ *```bash\n(.*?)^ *```$")]
    private static partial Regex Example();

    [GeneratedRegex("(?ms)^```text\n(.*?)^```$")]
    private static partial Regex PrintedOutput();

    [GeneratedRegex("[0-9a-f]{32}|(?<=FIRST-)[0-9-]+")]
    private static partial Regex Random();

    [GeneratedRegex("KantanSim(?:__|:)([A-Za-z]+)")]
    private static partial Regex Setting();

    [GeneratedRegex("Shops(?:__|:)[0-9](?:__|:)([A-Za-z]+)")]
    private static partial Regex ShopSetting();

    [GeneratedRegex("Protocol(?:__|:)([A-Za-z]+)")]
    private static partial Regex Option();

    [GeneratedRegex(@"\b([A-Za-z]*Recruit[A-Za-z]*|SearchTrade[A-Za-z]*)\b")]
    private static partial Regex Call();

    [GeneratedRegex(@"\b([EM]\d{8}|RC\d{7})\b")]
    private static partial Regex Error();

    [GeneratedRegex(@"\[`([a-z0-9-]+)`\]\([^)]*/([^/)]+)\.yaml\)")]
    private static partial Regex ScenarioLink();

    [GeneratedRegex("\"scenario\":\"([^\"]+)\"")]
    private static partial Regex ScenarioName();

    [GeneratedRegex(@"(?m)^\| \[`([a-z0-9-]+)`\].*`(SIM-[A-Z]+-\*)` \|$")]
    private static partial Regex MagicRow();

    [GeneratedRegex(@"(?m)^## ([\d, ]+)\.")]
    private static partial Regex Step();

    [GeneratedRegex("`(Simulator/[^` ]+)`")]
    private static partial Regex Source();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex("(?s)```yaml\n(.*?)```")]
    private static partial Regex Yaml();

    [GeneratedRegex(@"`(kantansim\.[a-z_.]+)`")]
    private static partial Regex Metric();

    [GeneratedRegex("(?m)^#.*\n")]
    private static partial Regex Comment();
}
