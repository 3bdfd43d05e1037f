using KantanSim.Tests.Kit;

namespace KantanSim.Tests.Methods.Recruit;

/// <summary>RecruitUpdateAuth: an authorisation can be captured for 60 days, and for 60 more from each extension.</summary>
public sealed class UpdateAuthTests
{
    [Theory]
    [InlineData(true,  "SALES", null)]
    [InlineData(false, null,    "M01060010")]
    public async Task After_61_days_only_an_extended_one_is_captured(bool extended, string? status, string? errInfo)
    {
        await using var simulated = await Simulated.Start();
        var order = await simulated.Paid("AUTH");
        await simulated.Advance("P50D");
        if (extended)
        {
            var answer = await simulated.Operates("RecruitUpdateAuth", order);
            Assert.Equal($"OrderID={order.OrderId}&Status=AUTH&RcUpdateAuthDay=20260306", string.Join('&', answer.Select(field => $"{field.Key}={field.Value}")));
        }
        Assert.Equal(extended ? "20260306" : "", (await simulated.Searches(order, "24"))["RcUpdateAuthDay"]);
        await simulated.Advance("P11D");
        var sale = await simulated.Operates("RecruitSales", order);
        Assert.Equal((status, errInfo), (sale.GetValueOrDefault("Status"), sale.GetValueOrDefault("ErrInfo")));
    }

    [Fact]
    public async Task Extensions_end_with_the_180th_day()
    {
        await using var simulated = await Simulated.Start();
        var order = await simulated.Paid("AUTH");
        for (var days = 0; days < 150; days += 50)
        {
            await simulated.Advance("P50D");
            Assert.Equal("AUTH", (await simulated.Operates("RecruitUpdateAuth", order))["Status"]);
        }
        Assert.Equal("2026-07-14T00:00:00+00:00", (string?)(await simulated.Transaction(order))["validUntil"]);
        await simulated.Advance("P30DT1S");
        Assert.Equal("E11010017", (await simulated.Operates("RecruitUpdateAuth", order))["ErrInfo"]);
        Assert.Equal("E11010017", (await simulated.Operates("RecruitSales", order))["ErrInfo"]);
    }

    [Theory]
    [InlineData("SALES",   "PT0S",  "M01236002")]
    [InlineData("CAPTURE", "PT0S",  "M01236002")]
    [InlineData("AUTH",    "P61D",  "M01237011")]
    [InlineData("AUTH",    "P181D", "E11010017")]
    public async Task It_is_refused(string status, string after, string errInfo)
    {
        await using var simulated = await Simulated.Start();
        var order = await simulated.Paid(status);
        await simulated.Advance(after);
        Assert.Equal(errInfo, (await simulated.Operates("RecruitUpdateAuth", order))["ErrInfo"]);
    }

    [Fact]
    public async Task It_is_refused_when_the_card_refuses()
    {
        await using var simulated = await Simulated.Start();
        var order = await simulated.Paid("AUTH");
        await simulated.CardsRefuse("taro");
        Assert.Equal("RC1000112", (await simulated.Operates("RecruitUpdateAuth", order))["ErrInfo"]);
        Assert.Null((string?)(await simulated.Transaction(order))["extendedAt"]);
    }

    [Theory]
    [InlineData("P54D", null)]
    [InlineData("P56D", "M01237011")]
    public async Task Its_last_day_can_be_chosen(string after, string? errInfo)
    {
        await using var simulated = await Simulated.Start(settings: "--KantanSim:Protocol:ExtensionClosesDays=5");
        var order = await simulated.Paid("AUTH");
        await simulated.Advance(after);
        Assert.Equal(errInfo, (await simulated.Operates("RecruitUpdateAuth", order)).GetValueOrDefault("ErrInfo"));
    }
}
