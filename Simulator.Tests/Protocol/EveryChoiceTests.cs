using KantanSim.Protocol;
using KantanSim.Tests.Gateway;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Protocol;

/// <summary>Every choice does what it says, and no other thing than before while it is not made.</summary>
public sealed class EveryChoiceTests(SharedSimulated shared) : IClassFixture<SharedSimulated>
{
    static readonly ProtocolOptionCase[] All = [.. OneShotChoices.All, .. ContractChoices.All];

    public static TheoryData<int, string, string> Rows => [.. All.Select((row, at) => (at, row.Name, row.Value))];

    // How many calls there are at once is the crowd's own test.
    [Fact]
    public void Each_choice_is_tested() => Assert.Equal(
        ProtocolOptionCatalog.All.Select(choice => choice.Name).Except(["ConcurrentCalls", "ConcurrentCallsPerShop"]).Order(StringComparer.Ordinal),
        All.Select(row => row.Name).Distinct().Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Rows))]
    public async Task A_choice_does_what_it_says(int at, string name, string value)
    {
        var (row, ofServer) = (All[at], ProtocolOptionCatalog.Find(name)!.IsServerOnly);
        await using var own = row.NeedsOwnSimulator || ofServer ? await SimulatorFixture.Start(merchantSays: row.MerchantSays) : null;
        await using var chosen = ofServer ? await SimulatorFixture.Start(settings: $"--KantanSim:Protocol:{name}={value}") : null;
        var (without, with) = (own ?? shared.Simulated, chosen ?? own ?? shared.Simulated);
        var other = await row.Does(without, await without.AddsShop($"d{at}", [.. row.Along]));
        var order = await row.Does(with, await with.AddsShop($"c{at}", [.. row.Along, .. ofServer ? [] : new[] { (name, value) }]));
        foreach (var simulated in new[] { without, with }.Distinct()) await simulated.Advance(row.After ?? "PT0S");
        Assert.Equal((row.Default, row.Chosen), (await row.Shows(without, other), await row.Shows(with, order)));
    }

    [Fact]
    public async Task A_shop_s_own_choice_counts_over_the_server_s()
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--KantanSim:Protocol:CodeFamily=E01");
        await simulated.AddsShop("own1", ("CodeFamily", "M01"));
        Assert.Equal("E01050004", await ProtocolOptionCase.Said(simulated.CallOperation("RecruitSales", await simulated.RegisterPayment("OVER-1"))));
        Assert.Equal("M01054004", await ProtocolOptionCase.Said(simulated.CallOperation("RecruitSales", await simulated.RegisterPayment("OVER-2", shop: "own1"))));
    }
}
