using KantanSim.Consumers;
using KantanSim.Scenarios.Files;
using KantanSim.Transactions;

namespace KantanSim.Wallet;

/// <summary>What the consumer chooses to pay with. No card means the member's first.</summary>
internal sealed record PaymentChoice(PointsUse Points, string? CouponId, string? CardId);

/// <summary>How a total is made up, in yen: <c>Charge + Points + WalletCoupon + ShopCoupon</c> is the total.</summary>
internal sealed record Quote(int Charge, int Points, int WalletCoupon, int ShopCoupon, int MaxPoints, Coupon? Coupon, Card? Card)
{
    public PaymentBreakdown Breakdown => new(Charge, Points, WalletCoupon, ShopCoupon);
}

/// <summary>The wallet's sum: the coupon first, then points, and the card pays the rest (protocol.md 7).</summary>
internal static class PaymentCalculator
{
    /// <param name="unit">Points are used in multiples of it.</param>
    // UNVERIFIED: in which units points are used, and that a coupon goes before points (protocol.md 7; 9, 21).
    public static Quote Quote(int total, Member member, PaymentChoice choice, int unit = 1)
    {
        var coupon = member.Coupons.FirstOrDefault(known => known.Id == choice.CouponId && !known.Used);
        var discount = Math.Min(coupon?.Discount ?? 0, total);
        var mostPoints = Math.Min(member.Points, total - discount) / unit * unit;
        var points = (int)Math.Min(choice.Points.AtMost, mostPoints);
        return new(
            Charge: total - discount - points,
            Points: points,
            WalletCoupon: coupon?.FundedBy == CouponFunding.Wallet ? discount : 0,
            ShopCoupon: coupon?.FundedBy == CouponFunding.Shop ? discount : 0,
            MaxPoints: mostPoints,
            Coupon: coupon,
            Card: choice.CardId is null ? member.Cards is [var first, ..] ? first : null : member.Cards.FirstOrDefault(card => card.Id == choice.CardId));
    }

    /// <summary>What keeps a choice from being paid: <c>points</c>, <c>coupon</c> or <c>card</c>; null when nothing does.</summary>
    public static string? Validate(Quote quote, Member member, PaymentChoice choice, int unit = 1) =>
        choice.Points != PointsUse.All && (choice.Points.AtMost > member.Points || choice.Points.AtMost % unit > 0) ? "points"
        : choice.CouponId is not null && quote.Coupon is null ? "coupon"
        : quote.Charge > 0 && quote.Card is null ? "card"
        : null;

    public static Member Spend(Member member, Quote quote) => member with
    {
        Points = member.Points - quote.Points,
        Coupons = [.. member.Coupons.Select(coupon => coupon == quote.Coupon ? coupon with { Used = true } : coupon)],
    };

    public static Member Restore(Member member, int points, string? couponId) => member with
    {
        Points = member.Points + points,
        Coupons = [.. member.Coupons.Select(coupon => coupon.Id == couponId ? coupon with { Used = false } : coupon)],
    };
}
