#pragma warning disable format // aligned tables
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Methods.Recruit;

/// <summary>RecruitChange: how the new amount is split into card, points and coupons, and when a change is refused.</summary>
public sealed class ChangeTests
{
    // Taro has 500 points. He pays 1000 yen with 300 points and a coupon; the card pays the rest.
    [Theory]
    [InlineData("AUTH",    "WALLET100", 700, 300, 300, 100, 0,   200)]
    [InlineData("SALES",   "WALLET100", 700, 300, 300, 100, 0,   200)]
    [InlineData("CAPTURE", "WALLET100", 700, 300, 300, 100, 0,   200)]
    [InlineData("AUTH",    "WALLET100", 300, 0,   200, 100, 0,   300)]
    [InlineData("SALES",   "WALLET100", 300, 0,   200, 100, 0,   300)]
    [InlineData("CAPTURE", "WALLET100", 50,  0,   0,   50,  0,   500)]
    [InlineData("SALES",   "SHOP200",   700, 200, 300, 0,   200, 200)]
    [InlineData("CAPTURE", "SHOP200",   100, 0,   0,   0,   100, 500)]
    [InlineData("SALES",   "SHOP200",   1000, 500, 300, 0,  200, 200)]
    public async Task Lower_amount_is_taken_off_the_card_then_points_then_coupons(
        string status, string couponId, int amount, int card, int points, int coupon, int shopCoupon, int pointsOfMember)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Paid(status, $$""","points":300,"coupon":"{{couponId}}" """);
        var answer = await simulated.CallOperation("RecruitChange", order, ("Amount", $"{amount}"), ("Tax", ""));
        Assert.Equal(
            $"OrderID={order.OrderId}&Status={status}&Amount={amount}&Tax=0"
            + $"&RcUsePoint={points}&RcUseCoupon={coupon}&RcUseShopCoupon={shopCoupon}",
            Wire(answer));
        if (status == "AUTH") await simulated.CallOperation("RecruitSales", order);
        await simulated.Advance("P1D");

        Assert.Equal(pointsOfMember, (await simulated.MemberById("taro")).Points);
        var lines = await simulated.DepositsOf(order);
        Assert.Equal(status == "AUTH" || amount == 1000 ? ["sale"] : ["sale", "refund"], lines.Select(line => line.Kind));
        Assert.Equal(status == "AUTH" ? amount : 1000, lines[0].Gross);
        Assert.Equal((card, points, coupon, shopCoupon), Sum(lines));
    }

    [Theory]
    [InlineData("AUTH",    0)]
    [InlineData("SALES",   4)]
    [InlineData("CAPTURE", 4)]
    public async Task Changes_and_a_cancel_restore_member_and_deposits(string status, int lines)
    {
        await using var simulated = await SimulatorFixture.Start();
        var before = await simulated.MemberById("taro");
        var order = await simulated.Paid(status, ""","points":300,"coupon":"WALLET100" """);
        foreach (var amount in new[] { "850", "250" })
        {
            Assert.Equal(amount, (await simulated.CallOperation("RecruitChange", order, ("Amount", amount)))["Amount"]);
            await simulated.Advance("P20D");
        }
        Assert.Equal($"OrderID={order.OrderId}&Status=CANCEL", Wire(await simulated.CallOperation("RecruitCancel", order)));
        await simulated.Advance("P20D");

        var deposited = await simulated.DepositsOf(order);
        Assert.Equal((lines, (0, 0, 0, 0)), (deposited.Length, Sum(deposited)));
        Assert.Equivalent(before, await simulated.MemberById("taro"), strict: true);
    }

    [Fact]
    public async Task Higher_amount_is_refused_by_default()
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Paid("SALES");
        Assert.Equal("M01234010", (await simulated.CallOperation("RecruitChange", order, ("Amount", "1000"), ("Tax", "1")))["ErrInfo"]);
    }

    [Theory]
    [InlineData("AUTH",    1)]
    [InlineData("SALES",   2)]
    [InlineData("CAPTURE", 2)]
    public async Task Higher_amount_is_paid_by_the_card_unless_it_declines(string status, int lines)
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--KantanSim:Protocol:ChangeUpward=true");
        var order = await simulated.Paid(status, ""","points":300""");
        Assert.Equal("300", (await simulated.CallOperation("RecruitChange", order, ("Amount", "1500")))["RcUsePoint"]);
        await simulated.CardsRefuse("taro");
        Assert.Equal("RC1000112", (await simulated.CallOperation("RecruitChange", order, ("Amount", "1501")))["ErrInfo"]);
        if (status == "AUTH") await simulated.CallOperation("RecruitSales", order);
        await simulated.Advance("P1D");
        var deposited = await simulated.DepositsOf(order);
        Assert.Equal((lines, (1200, 300, 0, 0)), (deposited.Length, Sum(deposited)));
    }

    [Theory]
    [InlineData("RecruitChange",     "RC1000111")]
    [InlineData("RecruitUpdateAuth", "RC1000111")]
    [InlineData("RecruitSales",      null)]
    [InlineData("RecruitCancel",     null)]
    public async Task Payment_by_points_only_refuses_what_needs_a_card(string api, string? errInfo)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Paid("AUTH", ""","member":"hanako","points":"all" """);
        Assert.Equal(errInfo, (await simulated.CallOperation(api, order, ("Amount", "900"))).GetValueOrDefault("ErrInfo"));
    }

    // Captured on day 10: the 180 days from the registration end first, and the 180 days from the capture have another error code.
    [Theory]
    [InlineData("RecruitChange")]
    [InlineData("RecruitCancel")]
    public async Task Change_and_cancel_are_refused_after_180_days(string api)
    {
        await using var simulated = await SimulatorFixture.Start();
        var order = await simulated.Paid("AUTH");
        await simulated.Advance("P10D");
        await simulated.CallOperation("RecruitSales", order);
        await simulated.Advance("P170DT1S");
        Assert.Equal("E11010017", (await simulated.CallOperation(api, order, ("Amount", "900")))["ErrInfo"]);
        await simulated.Advance("P10D");
        Assert.Equal("M01233011", (await simulated.CallOperation(api, order, ("Amount", "900")))["ErrInfo"]);
    }

    [Theory]
    [InlineData("true",  "AUTH 1000,AUTH 900")]
    [InlineData("false", "AUTH 1000")]
    public async Task Change_is_notified_unless_configured_otherwise(string notifyChanges, string received)
    {
        await using var simulated = await SimulatorFixture.Start(settings: $"--KantanSim:Protocol:NotifyChanges={notifyChanges}");
        var order = await simulated.Paid("AUTH");
        await simulated.CallOperation("RecruitChange", order, ("Amount", "900"));
        await simulated.Advance("PT1S");
        var results = (await simulated.NotificationsOf(order, "delivered")).Skip(2);
        Assert.Equal(received, string.Join(',', results.Select(one => $"{one.Status} {one.Body["Amount"]}")));
    }

    static string Wire(Dictionary<string, string> answer) => string.Join('&', answer.Select(field => $"{field.Key}={field.Value}"));

    static (int Card, int Points, int Coupon, int ShopCoupon) Sum(DepositLineDto[] lines) =>
        (lines.Sum(line => line.Card), lines.Sum(line => line.Points), lines.Sum(line => line.Coupon), lines.Sum(line => line.ShopCoupon));
}
