#pragma warning disable format // aligned tables
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Methods.Recruit;

/// <summary>RecruitUpdateAuth: an authorisation can be captured for 60 days, and for 60 days after each extension.</summary>
public sealed class RecruitUpdateAuthTests
{
    [Theory]
    [InlineData(true,  "SALES", null)]
    [InlineData(false, null,    "M01060010")]
    public async Task Authorisation_is_captured_after_61_days_only_when_extended(bool extended, string? status, string? errInfo)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Paid("AUTH");
        await simulated.Advance("P50D");
        if (extended)
        {
            var answer = await simulated.CallOperation("RecruitUpdateAuth", order);
            Assert.Equal(
                $"OrderID={order.OrderId}&Status=AUTH&RcUpdateAuthDay=20260306",
                string.Join('&', answer.Select(field => $"{field.Key}={field.Value}")));
        }
        Assert.Equal(extended ? "20260306" : "", (await simulated.SearchTrade(order, "24"))["RcUpdateAuthDay"]);
        await simulated.Advance("P11D");
        var sale = await simulated.CallOperation("RecruitSales", order);
        Assert.Equal((status, errInfo), (sale.GetValueOrDefault("Status"), sale.GetValueOrDefault("ErrInfo")));
    }

    [Fact]
    public async Task Extension_does_not_outlast_the_180th_day()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Paid("AUTH");
        for (var days = 0; days < 150; days += 50)
        {
            await simulated.Advance("P50D");
            Assert.Equal("AUTH", (await simulated.CallOperation("RecruitUpdateAuth", order))["Status"]);
        }
        Assert.Equal(new DateTimeOffset(2026, 7, 14, 0, 0, 0, TimeSpan.Zero), (await simulated.TransactionOf(order)).ValidUntil);
        await simulated.Advance("P30DT1S");
        Assert.Equal("E11010017", (await simulated.CallOperation("RecruitUpdateAuth", order))["ErrInfo"]);
        Assert.Equal("E11010017", (await simulated.CallOperation("RecruitSales", order))["ErrInfo"]);
    }

    [Theory]
    [InlineData("SALES",   "PT0S",  "M01236002")]
    [InlineData("CAPTURE", "PT0S",  "M01236002")]
    [InlineData("AUTH",    "P61D",  "M01237011")]
    [InlineData("AUTH",    "P181D", "E11010017")]
    public async Task Extension_is_refused_when_captured_or_expired(string status, string after, string errInfo)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Paid(status);
        await simulated.Advance(after);
        Assert.Equal(errInfo, (await simulated.CallOperation("RecruitUpdateAuth", order))["ErrInfo"]);
    }

    [Fact]
    public async Task Extension_is_refused_when_the_card_declines()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Paid("AUTH");
        await simulated.CardsRefuse("taro");
        Assert.Equal("RC1000112", (await simulated.CallOperation("RecruitUpdateAuth", order))["ErrInfo"]);
        Assert.Null((await simulated.TransactionOf(order)).ExtendedAt);
    }

    [Theory]
    [InlineData("P54D", null)]
    [InlineData("P56D", "M01237011")]
    public async Task Extension_closes_the_configured_days_before_expiry(string after, string? errInfo)
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--KantanSim:Protocol:ExtensionClosesDays=5");
        var order = await simulated.Paid("AUTH");
        await simulated.Advance(after);
        Assert.Equal(errInfo, (await simulated.CallOperation("RecruitUpdateAuth", order)).GetValueOrDefault("ErrInfo"));
    }
}
