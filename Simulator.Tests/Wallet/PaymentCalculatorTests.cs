#pragma warning disable format // aligned tables
using KantanSim.Consumers;
using KantanSim.Protocol;
using KantanSim.Scenarios.Files;
using KantanSim.Transactions;
using KantanSim.Wallet;

namespace KantanSim.Tests.Wallet;

/// <summary>How a total is split into coupon, points and card, at the limits of each.</summary>
public sealed class PaymentCalculatorTests
{
    static readonly Member Taro = new()
    {
        Id = "taro", Email = "", Name = "", Points = 500, Cards = [new("visa", "")],
        Coupons = [new("C999", "", "", 999, CouponFunding.Wallet), new("C1000", "", "", 1_000, CouponFunding.Shop),
            new("C1001", "", "", 1_001, CouponFunding.Shop)],
    };

    [Theory]
    [InlineData(0,   1,   0,   null)]
    [InlineData(500, 1,   500, null)]
    [InlineData(501, 1,   500, "points")]
    [InlineData(199, 100, 199, "points")]
    [InlineData(200, 100, 200, null)]
    [InlineData(201, 100, 201, "points")]
    [InlineData(500, 600, 0,   "points")]
    public void Points_are_valid_up_to_the_member_s_balance_in_whole_units(int requested, int unit, int used, string? error)
    {
        var choice = new PaymentChoice(PointsUse.Some(requested), null, null);
        var quote = PaymentCalculator.Quote(1_000, Taro, choice, unit);
        Assert.Equal((used, 1_000 - used), (quote.Points, quote.Charge));
        Assert.Equal(error, PaymentCalculator.Validate(quote, Taro, choice, unit));
    }

    [Theory]
    [InlineData(499,   1,   499)]
    [InlineData(500,   1,   500)]
    [InlineData(501,   1,   500)]
    [InlineData(1_000, 300, 300)]
    [InlineData(1_000, 500, 500)]
    [InlineData(1_000, 501, 0)]
    public void All_points_are_limited_by_the_total_and_the_member_s_balance(int total, int unit, int used) =>
        Assert.Equal(used, PaymentCalculator.Quote(total, Taro, new(PointsUse.All, null, null), unit).Points);

    [Theory]
    [InlineData("C999",  999,   1)]
    [InlineData("C1000", 1_000, 0)]
    [InlineData("C1001", 1_000, 0)]
    public void A_coupon_is_worth_the_total_at_most(string coupon, int discount, int charge)
    {
        var quote = PaymentCalculator.Quote(1_000, Taro, new(PointsUse.None, coupon, null));
        Assert.Equal((discount, charge), (quote.WalletCoupon + quote.ShopCoupon, quote.Charge));
    }

    [Theory]
    [InlineData(500, null)]
    [InlineData(501, "card")]
    public void A_member_without_a_card_can_pay_only_what_the_points_cover(int total, string? error)
    {
        var member = Taro with { Cards = [] };
        var choice = new PaymentChoice(PointsUse.All, null, null);
        Assert.Equal(error, PaymentCalculator.Validate(PaymentCalculator.Quote(total, member, choice), member, choice));
    }

    [Theory]
    [InlineData(28, false)]
    [InlineData(29, false)]
    [InlineData(30, false)]
    [InlineData(31, true)]
    public void Only_charge_day_31_is_shown_as_the_last_day(int chargeDay, bool isLast)
    {
        var contract = KantanSim.Tests.Methods.Decisions.Transaction("RecruitContinuance", GatewayStatus.Registered);
        var changed = contract with { Contract = contract.Contract! with { ChargeDay = chargeDay } };
        Assert.Equal(isLast, WalletContractModel.Of(changed)!["last_day"]);
    }

    // A reduction is taken from the card, then from points, then from coupons.
    [Theory]
    [InlineData(1_000, "500 300 150 50")]
    [InlineData(501,   "1 300 150 50")]
    [InlineData(500,   "0 300 150 50")]
    [InlineData(499,   "0 299 150 50")]
    [InlineData(200,   "0 0 150 50")]
    [InlineData(199,   "0 0 149 50")]
    [InlineData(50,    "0 0 0 50")]
    [InlineData(49,    "0 0 0 49")]
    [InlineData(1_001, "501 300 150 50")]
    public void A_new_total_is_split_from_card_to_coupons(int total, string parts)
    {
        var breakdown = new PaymentBreakdown(500, 300, 150, 50).WithTotal(total);
        Assert.Equal(parts, $"{breakdown.Card} {breakdown.Points} {breakdown.Coupon} {breakdown.ShopCoupon}");
    }
}
