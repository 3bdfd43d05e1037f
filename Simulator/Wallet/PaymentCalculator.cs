using KantanSim.Consumers;
using KantanSim.Scenarios.Files;
using KantanSim.Transactions;

namespace KantanSim.Wallet;

/// <summary>What the consumer chooses to pay with.</summary>
/// <param name="CouponId">Null for no coupon.</param>
/// <param name="CardId">Null for the member's first card.</param>
internal sealed record PaymentChoice(PointsUse Points, string? CouponId, string? CardId);

/// <summary>How a total is paid, in yen: <c>Charge + Points + WalletCoupon + ShopCoupon</c> is the total.</summary>
/// <param name="Charge">Paid by card.</param>
/// <param name="MaxPoints">The most points that could be used.</param>
internal sealed record Quote(int Charge, int Points, int WalletCoupon, int ShopCoupon, int MaxPoints, Coupon? Coupon, Card? Card)
{
    public PaymentBreakdown Breakdown => new(Charge, Points, WalletCoupon, ShopCoupon);
}

/// <summary>
/// Splits a total into coupon, points and card: first the coupon, then points, and the card pays the rest.
/// </summary>
internal static class PaymentCalculator
{
    /// <param name="total">Yen, tax included.</param>
    /// <param name="unit">Points are used in multiples of it.</param>
    // UNVERIFIED: in which units points are used, and that a coupon goes before points.
    public static Quote Quote(int total, Member member, PaymentChoice choice, int unit = 1)
    {
        var coupon = member.Coupons.FirstOrDefault(known => known.Id == choice.CouponId && !known.Used);
        var discount = Math.Min(coupon?.Discount ?? 0, total);
        var maxPoints = Math.Min(member.Points, total - discount) / unit * unit;
        var points = (int)Math.Min(choice.Points.AtMost, maxPoints);
        return new(
            Charge: total - discount - points,
            Points: points,
            WalletCoupon: coupon?.FundedBy == CouponFunding.Wallet ? discount : 0,
            ShopCoupon: coupon?.FundedBy == CouponFunding.Shop ? discount : 0,
            MaxPoints: maxPoints,
            Coupon: coupon,
            Card: CardOf(member, choice));
    }

    /// <summary>The part of a choice that cannot be used: <c>points</c>, <c>coupon</c> or <c>card</c>; null when it is valid.</summary>
    public static string? Validate(Quote quote, Member member, PaymentChoice choice, int unit = 1)
    {
        var points = choice.Points.AtMost;
        if (choice.Points != PointsUse.All && (points > member.Points || points % unit > 0)) return "points";
        if (choice.CouponId is not null && quote.Coupon is null) return "coupon";
        return quote.Charge > 0 && quote.Card is null ? "card" : null;
    }

    /// <summary>The member after the payment: without the points and with the coupon used.</summary>
    public static Member Spend(Member member, Quote quote) => member with
    {
        Points = member.Points - quote.Points,
        Coupons = [.. member.Coupons.Select(coupon => coupon == quote.Coupon ? coupon with { Used = true } : coupon)],
    };

    /// <summary>The member after a refund of points and, unless null, a coupon.</summary>
    public static Member Restore(Member member, int points, string? couponId) => member with
    {
        Points = member.Points + points,
        Coupons = [.. member.Coupons.Select(coupon => coupon.Id == couponId ? coupon with { Used = false } : coupon)],
    };

    static Card? CardOf(Member member, PaymentChoice choice)
    {
        if (choice.CardId is { } id) return member.Cards.FirstOrDefault(card => card.Id == id);
        return member.Cards is [var first, ..] ? first : null;
    }
}
