using KantanSim.Check.Cases;
using KantanSim.Check.Judging;
using KantanSim.Tests.Merchants;

namespace KantanSim.Tests.Check.Running;

/// <summary>Good shops of six styles do right in every case.</summary>
public sealed class GoodShopCheckTests(ShopFrontDoorFixture shared) : IClassFixture<ShopFrontDoorFixture>
{
    [Theory, MemberData(nameof(GoodShopFixture.Styles), MemberType = typeof(GoodShopFixture))]
    public async Task A_good_shop_has_no_finding(string style)
    {
        var door = await shared.Door(style);
        var results = await ShopCheck.Play(shared.Simulated, door.CheckFile, []);
        Assert.Equal(CaseCatalog.All.Length, results.Count);
        var bad = results.Where(result => result.Verdict is not (Verdict.Pass or Verdict.Omit));
        Assert.True(!bad.Any(), string.Join("\n", bad.Select(ShopCheck.Describe)));
    }
}
