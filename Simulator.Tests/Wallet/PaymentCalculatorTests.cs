using KantanSim.Consumers;
using KantanSim.Protocol;
using KantanSim.Scenarios.Files;
using KantanSim.Transactions;
using KantanSim.Wallet;

namespace KantanSim.Tests.Wallet;

/// <summary>What a member can pay with: the last point that is taken, and the first that is not.</summary>
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
    public void Points_are_taken_up_to_what_the_member_has_in_whole_units(int asked, int unit, int taken, string? fault)
    {
        var choice = new PaymentChoice(PointsUse.Some(asked), null, null);
        var quote = PaymentCalculator.Quote(1_000, Taro, choice, unit);
        Assert.Equal((taken, 1_000 - taken, fault), (quote.Points, quote.Charge, PaymentCalculator.Validate(quote, Taro, choice, unit)));
    }

    [Theory]
    [InlineData(499,   1,   499)]
    [InlineData(500,   1,   500)]
    [InlineData(501,   1,   500)]
    [InlineData(1_000, 300, 300)]
    [InlineData(1_000, 500, 500)]
    [InlineData(1_000, 501, 0)]
    public void All_points_are_what_the_payment_takes_and_the_member_has(int total, int unit, int taken) =>
        Assert.Equal(taken, PaymentCalculator.Quote(total, Taro, new(PointsUse.All, null, null), unit).Points);

    [Theory]
    [InlineData("C999",  999,   1)]
    [InlineData("C1000", 1_000, 0)]
    [InlineData("C1001", 1_000, 0)]
    public void A_coupon_is_worth_the_payment_at_most(string coupon, int discount, int charge)
    {
        var quote = PaymentCalculator.Quote(1_000, Taro, new(PointsUse.None, coupon, null));
        Assert.Equal((discount, charge), (quote.WalletCoupon + quote.ShopCoupon, quote.Charge));
    }

    // Who has no card can pay what needs none.
    [Theory]
    [InlineData(500, null)]
    [InlineData(501, "card")]
    public void A_card_is_needed_for_a_single_yen_and_not_for_nothing(int total, string? fault)
    {
        var (member, choice) = (Taro with { Cards = [] }, new PaymentChoice(PointsUse.All, null, null));
        Assert.Equal(fault, PaymentCalculator.Validate(PaymentCalculator.Quote(total, member, choice), member, choice));
    }

    [Theory]
    [InlineData(28, false)]
    [InlineData(29, false)]
    [InlineData(30, false)]
    [InlineData(31, true)]
    public void The_31st_is_called_the_month_s_last_day_and_no_other(int chargeDay, bool isLast)
    {
        var contract = KantanSim.Tests.Methods.Decisions.Transaction("RecruitContinuance", GatewayStatus.Registered);
        Assert.Equal(isLast, WalletContractModel.Of(contract with { Contract = contract.Contract! with { ChargeDay = chargeDay } })!["last_day"]);
    }

    // What is lowered is taken off the card, then points, then coupons: to the yen at which one is used up.
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
    public void A_sum_is_made_up_anew_for_another_total(int total, string parts)
    {
        var split = new PaymentBreakdown(500, 300, 150, 50).WithTotal(total);
        Assert.Equal(parts, $"{split.Card} {split.Points} {split.Coupon} {split.ShopCoupon}");
    }
}
