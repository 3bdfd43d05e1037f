using KantanSim.Check.Cases;
using KantanSim.Check.Judging;
using KantanSim.Tests.Check.Running;

namespace KantanSim.Tests.Check.Proof;

/// <summary>The demo shop does right in every case.</summary>
public sealed class DemoShopCheckTests
{
    public static TheoryData<string> Groups => [.. CaseCatalog.All.Select(one => one.Id[..1]).Distinct()];

    [Theory, MemberData(nameof(Groups))]
    public async Task The_demo_shop_has_no_finding(string group)
    {
        await using var simulated = await ProofShop.Start();
        var ids = CaseCatalog.All.Select(one => one.Id).Where(id => id.StartsWith(group, StringComparison.Ordinal)).ToList();
        var results = await ProofShop.Play(simulated, ids);
        var bad = results.Where(result => result.Verdict is not (Verdict.Pass or Verdict.Omit));
        Assert.True(!bad.Any(), string.Join("\n", bad.Select(ShopCheck.Describe)));
    }
}
