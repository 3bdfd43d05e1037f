using KantanSim.Check.Judging;
using KantanSim.Tests.Check.Running;
using KantanSim.Tests.DemoShop.PlantedBugs;

namespace KantanSim.Tests.Check.Proof;

/// <summary>
/// Forty mistakes that real developers make, planted in the demo shop. Each is caught by the case, or the advice, that it names.
/// </summary>
public sealed class PlantedBugCheckTests
{
    // Of any shop that answers wrongly, the plain purchase tells it.
    const string PlainPurchase = "P01";

    public static TheoryData<int> Numbers => [.. PlantedBug.All.Select(bug => bug.Number)];

    [Theory, MemberData(nameof(Numbers))]
    public async Task A_planted_bug_is_caught(int number)
    {
        var bug = PlantedBug.All.Single(one => one.Number == number);
        await using var simulated = await ProofShop.Start(bug.Plant);
        var ids = bug.CaughtBy.Select(name => name == "advice" ? PlainPurchase : name).ToList();
        var results = await ProofShop.Play(simulated, ids, isHeldInHandler: bug.IsHeldInHandler);
        var told = string.Join("\n", results.Select(ShopCheck.Describe));
        Assert.True(results.Any(result => result.Verdict is Verdict.Fail or Verdict.Review), told);
    }
}
