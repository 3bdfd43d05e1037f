using System.Text.RegularExpressions;
using KantanSim.Protocol;
using KantanSim.Startup;
using KantanSim.Tests.Golden;
using KantanSim.Tests.Infrastructure;
using KantanSim.Tests.Scenarios;

namespace KantanSim.Tests.Architecture;

/// <summary>README.ja.md and docs/ja: their examples are played, what they name exists, and a page tells of the same things as the English one.</summary>
public sealed partial class JapaneseDocumentTests
{
    public static readonly TheoryData<string> Documents =
        ["README.ja.md", .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs", "ja"), "*.md").Select(file => $"docs/ja/{Path.GetFileName(file)}").Order(StringComparer.Ordinal)];

    [Fact]
    public async Task Examples_of_the_readme_play_a_payment_to_SALES_and_one_to_PAYFAIL()
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        var (code, said) = await ReadmeTests.Run(simulated, Examples("README.ja.md").Replace("http://127.0.0.1:3000/notify", $"{simulated.Url}/shop/notify", StringComparison.Ordinal));
        Assert.Equal(0, code);
        Assert.Matches("(?s)&StartURL=.*Status=AUTH&.*Status=SALES\n.*\"outcome\":\"received\".*Status=PAYFAIL&.*\"scenario\":\"card-is-refused\".*\"name\":\"test 1\".*\"mode\":\"real\"", said);
        var shown = Shown().Matches(Text("README.ja.md")).Select(match => match.Groups[1].Value.Trim()).ToList();
        Assert.Equal(3, shown.Count);
        Assert.Equal(StartupLog.Ready("http://127.0.0.1:8080", "http://127.0.0.1:8080").Trim(), shown[0]);
        Assert.All(shown.Skip(1), answer => Assert.Contains(Chance().Replace(answer, "?"), Chance().Replace(said, "?"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Example_of_the_merchant_page_sends_an_item_in_CP932()
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        var (code, said) = await ReadmeTests.Run(simulated, Examples("docs/ja/merchant.md"));
        Assert.Equal(0, code);
        Assert.Contains("&StartURL=", said, StringComparison.Ordinal);
        Assert.Equal("マグカップ", (string?)(await simulated.CallApi(HttpMethod.Get, "/transactions"))["body"]!["items"]![0]!["itemName"]);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Settings_calls_and_errors_that_are_named_exist(string document)
    {
        var text = Text(document);
        Assert.Subset(SettingCatalog.All.Select(SettingCatalog.Key).ToHashSet(), Named(Setting(), text));
        Assert.Subset(SettingCatalog.OfShop.Select(SettingCatalog.Key).ToHashSet(), Named(ShopSetting(), text));
        Assert.Subset(ProtocolOptionCatalog.All.Select(choice => choice.Name).ToHashSet(), Named(Choice(), text));
        Assert.Subset(BuiltInSymbols.Known.Operations.Concat(["RecruitStart", "RecruitContinuanceStart"]).ToHashSet(), Named(Call(), text));
        Assert.Subset(BuiltInSymbols.Known.Errors.Append("E00000000").ToHashSet(), Named(Error(), text));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Scenarios_that_are_named_exist_and_magic_orders_are_theirs(string document)
    {
        Assert.All(ScenarioLink().Matches(Text(document)), link => Assert.Equal(link.Groups[1].Value, link.Groups[2].Value));
        Assert.All(ScenarioName().Matches(Text(document)), name => Assert.NotNull(RepositoryScenarios.Library.Find(name.Groups[1].Value)));
        Assert.All(MagicRow().Matches(Text(document)), row => Assert.Equal(RepositoryScenarios.Library.Find(row.Groups[1].Value)!.Match!.OrderId, row.Groups[2].Value));
    }

    [Fact]
    public void Merchant_page_has_the_steps_sources_and_scenarios_of_the_English_one() => Assert.All([Step(), Source(), ScenarioLink()],
        pattern => Assert.Equal(Named(pattern, Text("docs/merchant.md")).Order(StringComparer.Ordinal), Named(pattern, Text("docs/ja/merchant.md")).Order(StringComparer.Ordinal)));

    [Fact]
    public void Wallet_page_names_the_same_in_each_chapter_as_the_English_one() => Assert.Equal(
        Chapters("docs/wallet.md").Select(chapter => Named(Code(), chapter).Order(StringComparer.Ordinal)),
        Chapters("docs/ja/wallet.md").Select(chapter => Named(Code(), chapter).Order(StringComparer.Ordinal)));

    [Fact]
    public void Container_page_has_the_examples_and_figures_of_the_English_one() => Assert.All([Yaml(), Figure()],
        pattern => Assert.Equal(Named(pattern, WithoutComments("docs/container.md")).Order(StringComparer.Ordinal), Named(pattern, WithoutComments("docs/ja/container.md")).Order(StringComparer.Ordinal)));

    static string Text(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));

    static string WithoutComments(string path) => Comment().Replace(Text(path), "");

    // One after the other, as they are to be pasted.
    static string Examples(string path) => string.Join('\n', Example().Matches(Text(path)).Select(match => match.Groups[1].Value));

    static IEnumerable<string> Chapters(string path) => Text(path).Split("\n## ").Skip(1);

    static HashSet<string> Named(Regex pattern, string text) => [.. pattern.Matches(text).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("(?ms)^ *```bash\n(.*?)^ *```$")]
    private static partial Regex Example();

    [GeneratedRegex("(?ms)^```text\n(.*?)^```$")]
    private static partial Regex Shown();

    [GeneratedRegex("[0-9a-f]{32}|(?<=FIRST-)[0-9-]+")]
    private static partial Regex Chance();

    [GeneratedRegex("KantanSim(?:__|:)([A-Za-z]+)")]
    private static partial Regex Setting();

    [GeneratedRegex("Shops(?:__|:)[0-9](?:__|:)([A-Za-z]+)")]
    private static partial Regex ShopSetting();

    [GeneratedRegex("Protocol(?:__|:)([A-Za-z]+)")]
    private static partial Regex Choice();

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
    private static partial Regex Figure();

    [GeneratedRegex("(?m)^#.*\n")]
    private static partial Regex Comment();
}
