using KantanSim.Tests.Kit;

namespace KantanSim.Tests.Methods.Recruit;

/// <summary>RecruitChange: who gets what back, and when it is refused.</summary>
public sealed class ChangeTests
{
    // Taro begins with 500 points; he pays 1000 with 300 points and a coupon, the card pays the rest.
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
    public async Task A_lower_amount_is_taken_off_the_card_then_points_then_coupons(
        string status, string coupon, int amount, int card, int points, int wallets, int shops, int pointsOfMember)
    {
        await using var simulated = await Simulated.Start();
        var order = await simulated.Paid(status, $$""","points":300,"coupon":"{{coupon}}" """);
        var answer = await simulated.Operates("RecruitChange", order, ("Amount", $"{amount}"), ("Tax", ""));
        Assert.Equal($"OrderID={order.OrderId}&Status={status}&Amount={amount}&Tax=0&RcUsePoint={points}&RcUseCoupon={wallets}&RcUseShopCoupon={shops}", Spoken(answer));
        if (status == "AUTH") await simulated.Operates("RecruitSales", order);
        await simulated.Advance("P1D");

        Assert.Equal(pointsOfMember, (int)(await simulated.Member("taro"))["points"]!);
        var lines = await simulated.Deposited(order);
        Assert.Equal(status == "AUTH" || amount == 1000 ? ["sale"] : ["sale", "refund"], lines.Select(line => line.Kind));
        Assert.Equal(status == "AUTH" ? amount : 1000, lines[0].Gross);
        Assert.Equal((card, points, wallets, shops), Sum(lines));
    }

    [Theory]
    [InlineData("AUTH",    0)]
    [InlineData("SALES",   4)]
    [InlineData("CAPTURE", 4)]
    public async Task Changes_in_a_row_and_a_cancel_leave_everything_as_before(string status, int lines)
    {
        await using var simulated = await Simulated.Start();
        var before = (await simulated.Member("taro")).ToJsonString();
        var order = await simulated.Paid(status, ""","points":300,"coupon":"WALLET100" """);
        foreach (var amount in new[] { "850", "250" })
        {
            Assert.Equal(amount, (await simulated.Operates("RecruitChange", order, ("Amount", amount)))["Amount"]);
            await simulated.Advance("P20D");
        }
        Assert.Equal($"OrderID={order.OrderId}&Status=CANCEL", Spoken(await simulated.Operates("RecruitCancel", order)));
        await simulated.Advance("P20D");

        var deposited = await simulated.Deposited(order);
        Assert.Equal((lines, (0, 0, 0, 0)), (deposited.Length, Sum(deposited)));
        Assert.Equal(before, (await simulated.Member("taro")).ToJsonString());
    }

    [Fact]
    public async Task A_higher_amount_is_refused_unless_chosen()
    {
        await using var simulated = await Simulated.Start();
        var order = await simulated.Paid("SALES");
        Assert.Equal("M01234010", (await simulated.Operates("RecruitChange", order, ("Amount", "1000"), ("Tax", "1")))["ErrInfo"]);
    }

    [Theory]
    [InlineData("AUTH",    1)]
    [InlineData("SALES",   2)]
    [InlineData("CAPTURE", 2)]
    public async Task A_higher_amount_is_paid_by_the_card_if_it_does_not_refuse(string status, int lines)
    {
        await using var simulated = await Simulated.Start(settings: "--KantanSim:Protocol:ChangeUpward=true");
        var order = await simulated.Paid(status, ""","points":300""");
        Assert.Equal("300", (await simulated.Operates("RecruitChange", order, ("Amount", "1500")))["RcUsePoint"]);
        await simulated.CardsRefuse("taro");
        Assert.Equal("RC1000112", (await simulated.Operates("RecruitChange", order, ("Amount", "1501")))["ErrInfo"]);
        if (status == "AUTH") await simulated.Operates("RecruitSales", order);
        await simulated.Advance("P1D");
        var deposited = await simulated.Deposited(order);
        Assert.Equal((lines, (1200, 300, 0, 0)), (deposited.Length, Sum(deposited)));
    }

    [Theory]
    [InlineData("RecruitChange",     "RC1000111")]
    [InlineData("RecruitUpdateAuth", "RC1000111")]
    [InlineData("RecruitSales",      null)]
    [InlineData("RecruitCancel",     null)]
    public async Task A_payment_by_points_only_refuses_what_needs_a_card(string api, string? errInfo)
    {
        await using var simulated = await Simulated.Start();
        var order = await simulated.Paid("AUTH", ""","member":"hanako","points":"all" """);
        Assert.Equal(errInfo, (await simulated.Operates(api, order, ("Amount", "900"))).GetValueOrDefault("ErrInfo"));
    }

    // Sold on the tenth day: after 180 days from the registration nothing goes, after 180 from the sale the refusal says so.
    [Theory]
    [InlineData("RecruitChange")]
    [InlineData("RecruitCancel")]
    public async Task It_can_be_too_late(string api)
    {
        await using var simulated = await Simulated.Start();
        var order = await simulated.Paid("AUTH");
        await simulated.Advance("P10D");
        await simulated.Operates("RecruitSales", order);
        await simulated.Advance("P170DT1S");
        Assert.Equal("E11010017", (await simulated.Operates(api, order, ("Amount", "900")))["ErrInfo"]);
        await simulated.Advance("P10D");
        Assert.Equal("M01233011", (await simulated.Operates(api, order, ("Amount", "900")))["ErrInfo"]);
    }

    [Theory]
    [InlineData("true",  "AUTH 1000,AUTH 900")]
    [InlineData("false", "AUTH 1000")]
    public async Task A_change_is_notified_unless_chosen_otherwise(string choice, string told)
    {
        await using var simulated = await Simulated.Start(settings: $"--KantanSim:Protocol:NotifyChanges={choice}");
        var order = await simulated.Paid("AUTH");
        await simulated.Operates("RecruitChange", order, ("Amount", "900"));
        await simulated.Advance("PT1S");
        var sent = (await simulated.Api(HttpMethod.Get, $"/notifications?accessId={order.AccessId}&state=delivered"))["body"]!["items"]!.AsArray();
        Assert.Equal(told, string.Join(',', sent.Skip(2).Select(one => $"{one!["status"]} {one["body"]!["Amount"]}")));
    }

    static string Spoken(Dictionary<string, string> answer) => string.Join('&', answer.Select(field => $"{field.Key}={field.Value}"));

    static (int Card, int Points, int Coupon, int ShopCoupon) Sum(Line[] lines) =>
        (lines.Sum(line => line.Card), lines.Sum(line => line.Points), lines.Sum(line => line.Coupon), lines.Sum(line => line.ShopCoupon));
}
