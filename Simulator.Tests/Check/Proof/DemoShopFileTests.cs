using KantanSim.Check.Cases;
using KantanSim.Check.Files;
using KantanSim.Check.Running;

namespace KantanSim.Tests.Check.Proof;

/// <summary>The demo shop's file, which users try the check with.</summary>
public sealed class DemoShopFileTests
{
    [Fact]
    public void File_of_the_demo_shop_has_no_fault() =>
        Assert.Empty(CheckFileReader.Parse(DemoShopFile.Document, DemoShopFile.Path).Diagnostics);

    [Fact]
    public void Only_cases_with_hooks_and_of_the_other_style_do_not_apply_to_the_demo_shop()
    {
        var file = CheckFileReader.Parse(DemoShopFile.Document, DemoShopFile.Path).File!;
        Need[] missing = [Need.Restart, Need.Break, Need.CaptureAtOnce];
        Assert.All(
            CaseCatalog.All, one => Assert.Equal(one.Needs.Any(missing.Contains), Applicability.ReasonAgainst(one, file) is not null));
    }
}
