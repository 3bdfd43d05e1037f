using KantanSim.Protocol;
using KantanSim.Tests.Gateway;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Protocol;

/// <summary>Each protocol option has its effect when it is set, and none when it is not.</summary>
public sealed class ProtocolOptionTests(SharedSimulated shared) : IClassFixture<SharedSimulated>
{
    static readonly ProtocolOptionCase[] All = [.. PaymentOptionCases.All, .. ContractOptionCases.All];

    public static TheoryData<int, string, string> Rows => [.. All.Select((row, at) => (at, row.Name, row.Value))];

    // The limits of concurrent calls have tests of their own.
    [Fact]
    public void Each_option_has_a_case() => Assert.Equal(
        ProtocolOptionCatalog.All
            .Select(option => option.Name)
            .Except(["ConcurrentCalls", "ConcurrentCallsPerShop"])
            .Order(StringComparer.Ordinal),
        All.Select(row => row.Name).Distinct().Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Rows))]
    public async Task Option_has_its_effect(int at, string name, string value)
    {
        var row = All[at];
        var isServerOnly = ProtocolOptionCatalog.Find(name)!.IsServerOnly;
        await using var own = row.NeedsOwnSimulator || isServerOnly ? await SimulatorFixture.Start(merchantSays: row.MerchantReply) : null;
        await using var configured = isServerOnly ? await SimulatorFixture.Start(settings: $"--KantanSim:Protocol:{name}={value}") : null;
        var without = own ?? shared.Simulated;
        var with = configured ?? without;
        (string, string)[] options = isServerOnly ? [.. row.OfBothShops] : [.. row.OfBothShops, (name, value)];
        var orderWithout = await row.Act(without, await without.AddsShop($"d{at}", [.. row.OfBothShops]));
        var orderWith = await row.Act(with, await with.AddsShop($"c{at}", options));
        foreach (var simulated in new[] { without, with }.Distinct()) await simulated.Advance(row.Advance ?? "PT0S");
        Assert.Equal(
            (row.ByDefault, row.WithOption),
            (await row.Observe(without, orderWithout), await row.Observe(with, orderWith)));
    }

    [Fact]
    public async Task Option_of_a_shop_overrides_the_option_of_the_server()
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--KantanSim:Protocol:CodeFamily=E01");
        await simulated.AddsShop("own1", ("CodeFamily", "M01"));
        var ofServer = await simulated.RegisterPayment("OVER-1");
        var ofShop = await simulated.RegisterPayment("OVER-2", shop: "own1");
        Assert.Equal("E01050004", await ProtocolOptionCase.Outcome(simulated.CallOperation("RecruitSales", ofServer)));
        Assert.Equal("M01054004", await ProtocolOptionCase.Outcome(simulated.CallOperation("RecruitSales", ofShop)));
    }
}
