using KantanSim.Check.Cases;
using KantanSim.Check.Judging;
using KantanSim.Clocks;
using KantanSim.Tests.Infrastructure;
using KantanSim.Tests.Merchants.Plain;
using KantanSim.Tests.Scenarios;

namespace KantanSim.Tests.Check.Running;

/// <summary>A shop in another style, which was written without knowing the cases: each finding is right.</summary>
public sealed class PlainShopCheckTests
{
    // What is wrong with it: it calls a method again that is not in its contract, and does not look after a refused sale.
    static readonly Dictionary<string, Verdict> Expected = new()
    {
        ["P17"] = Verdict.Warn,
        ["S08"] = Verdict.Warn,
        ["S13"] = Verdict.Warn,
    };

    // It searches while the gateway waits for its answer. A scripted hang of that search ends by real time only, for which tests do not
    // wait.
    static readonly string[] NotPlayed = ["P13", "N17", "Q02"];

    [Fact]
    public async Task Findings_about_a_foreign_shop_are_right()
    {
        await using var simulated = await SimulatorFixture.Start(settings: $"--KantanSim:Scenarios={RepositoryScenarios.Folder}");
        await using var site = await PlainSite.Start(simulated.Url, simulated.GetService<ShopClocks>());
        var results = await ShopCheck.Play(
            simulated, site.CheckFile, [.. CaseCatalog.All.Select(one => one.Id).Except(NotPlayed)]);
        var found = results.Where(result => result.Verdict is not (Verdict.Pass or Verdict.Omit)).ToList();
        var isAsExpected = found.Count == Expected.Count && found.All(one => Expected.GetValueOrDefault(one.Case.Id) == one.Verdict);
        Assert.True(isAsExpected, string.Join("\n", found.Select(ShopCheck.Describe)));
    }
}
