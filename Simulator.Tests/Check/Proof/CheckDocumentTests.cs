using System.Text.RegularExpressions;
using KantanSim.Check.Cases;
using KantanSim.Check.Files;
using KantanSim.Check.Reports;
using KantanSim.Tests.DemoShop.PlantedBugs;
using KantanSim.Tests.Golden;

namespace KantanSim.Tests.Check.Proof;

/// <summary>docs/check.md and docs/ja/check.md have tables that are generated from the cases and the planted bugs.</summary>
public sealed partial class CheckDocumentTests
{
    [Theory, InlineData("en", "check"), InlineData("ja", "ja/check")]
    public void Document_lists_all_cases_and_planted_bugs(string language, string name)
    {
        var words = ReportLanguage.In(language);
        var text = Replace(Text(name), "cases", Cases(words));
        Approved.CheckDocument(name, Replace(text, "planted bugs", Bugs(words)));
    }

    [Theory, InlineData("check"), InlineData("ja/check")]
    public void First_example_of_the_document_is_a_whole_file(string name) =>
        Assert.Empty(CheckFileReader.Parse(Example().Match(Text(name)).Groups[1].Value, "example").Diagnostics);

    static string Text(string name) => File.ReadAllText(Path.Combine(Repository.Root, "docs", $"{name}.md"));

    static string Replace(string text, string table, string rows)
    {
        var (start, end) = ($"<!-- generated: the table of {table} -->\n", $"<!-- end of the table of {table} -->");
        var (from, to) = (text.IndexOf(start, StringComparison.Ordinal), text.IndexOf(end, StringComparison.Ordinal));
        Assert.InRange(from, 0, to);
        return text[..(from + start.Length)] + rows + text[to..];
    }

    static string Cases(ReportLanguage words) => string.Concat(CaseCatalog.All.GroupBy(one => one.Id[0]).Select(group =>
        $"\n### {words.Of(CaseGroup.Of(group.First().Id).Name)}\n\n"
        + words.Of(
            "| case | fault | what a good shop does |\n| --- | --- | --- |\n",
            "| ケース | 障害 | 良いお店のすること |\n| --- | --- | --- |\n")
        + string.Concat(group.Select(one => Row(Id(one), words.Of(one.Title), words.Of(one.Good)))))) + "\n";

    static string Id(CheckCase one) => one.IsCore ? $"**{one.Id}**" : one.Id;

    static string Bugs(ReportLanguage words) => "\n"
        + words.Of("| # | the shop … | caught by |\n| --: | --- | --- |\n", "| # | お店の間違い | 見つけるもの |\n| --: | --- | --- |\n")
        + string.Concat(PlantedBug.All.Select(bug => Row($"{bug.Number}", words.Of(PlantedBugTexts.Of(bug.Number)), CaughtBy(bug, words))))
        + "\n";

    static string CaughtBy(PlantedBug bug, ReportLanguage words) =>
        string.Join(words.Of(", ", "、"), bug.CaughtBy.Select(name => name == "advice" ? words.Of("P01, by advice", "P01（アドバイス）") : name));

    static string Row(string first, string second, string third) => $"| {first} | {Cell(second)} | {Cell(third)} |\n";

    static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    [GeneratedRegex("(?s)```yaml\n(.*?)```")]
    private static partial Regex Example();
}
