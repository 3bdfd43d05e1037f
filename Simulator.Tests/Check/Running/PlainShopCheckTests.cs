using KantanSim.Check.Judging;
using KantanSim.Clocks;
using KantanSim.Tests.Infrastructure;
using KantanSim.Tests.Merchants.Plain;
using KantanSim.Tests.Scenarios;

namespace KantanSim.Tests.Check.Running;

/// <summary>A shop in another style, which was written without knowing the cases: each finding is right.</summary>
public sealed class PlainShopCheckTests
{
    // What is wrong with it, as its author says.
    static readonly Dictionary<string, Verdict> Expected = new()
    {
        ["N17"] = Verdict.Fail,
        ["P17"] = Verdict.Warn,
        ["S08"] = Verdict.Warn,
        ["S13"] = Verdict.Warn,
    };

    [Fact]
    public async Task Findings_about_a_foreign_shop_are_right()
    {
        await using var simulated = await SimulatorFixture.Start(settings: $"--KantanSim:Scenarios={RepositoryScenarios.Folder}");
        await using var site = await PlainSite.Start(simulated.Url, simulated.GetService<ShopClocks>());
        var results = await ShopCheck.Play(simulated, site.CheckFile, []);
        var found = results.Where(result => result.Verdict is not (Verdict.Pass or Verdict.Omit));
        Assert.Equal(
            Expected.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Value} {one.Key}"),
            found.OrderBy(one => one.Case.Id, StringComparer.Ordinal).Select(one => $"{one.Verdict} {one.Case.Id}"));
    }
}
