using KantanSim.Check.Judging;
using KantanSim.Check.Reports;
using KantanSim.Tests.DemoShop.PlantedBugs;
using KantanSim.Tests.Golden;

namespace KantanSim.Tests.Check.Proof;

/// <summary>The run that the READMEs show: a shop without a job that searches.</summary>
public sealed class ReadmeSampleTests
{
    const int ShopWithoutJob = 18;

    [Fact]
    public async Task Readmes_show_what_is_printed_for_a_shop_without_a_job()
    {
        var bug = PlantedBug.All.Single(one => one.Number == ShopWithoutJob);
        await using var simulated = await ProofShop.Start(bug.Plant);
        var result = Assert.Single(await ProofShop.Play(simulated, ["N05"]));
        await AssertShown("README.md", result, "en", '.');
        await AssertShown("README.ja.md", result, "ja", '。');
    }

    // Without the duration, and with the first sentence of the fix only.
    static async Task AssertShown(string readme, CaseResult result, string language, char fullStop)
    {
        var shown = await File.ReadAllTextAsync(Path.Combine(Repository.Root, readme), TestContext.Current.CancellationToken);
        var lines = FinishedLines.Of(result, new RepeatCommand("kantansim-check.yaml", seed: 1), ReportLanguage.In(language));
        Assert.Contains($"{lines.Verdict} {lines.Title[..lines.Title.LastIndexOf('(')]}", shown);
        Assert.Contains(lines.Details[0], shown);
        Assert.Contains(lines.Details[1].Split(fullStop)[0], shown);
        Assert.Contains(lines.Details[2], shown);
    }
}
