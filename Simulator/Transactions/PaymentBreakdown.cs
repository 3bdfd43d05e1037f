using System.Text.Json.Serialization;

namespace KantanSim.Transactions;

/// <summary>A sum by who bears it, in yen.</summary>
/// <param name="Coupon">The discount that the wallet bears.</param>
/// <param name="ShopCoupon">The discount that the shop bears.</param>
// No struct: the JSON code of one is compiled anew at every start.
internal sealed record PaymentBreakdown(int Card, int Points = 0, int Coupon = 0, int ShopCoupon = 0)
{
    [JsonIgnore]
    public int Total => Card + Points + Coupon + ShopCoupon;

    /// <summary>Nothing is charged to a card.</summary>
    [JsonIgnore]
    public bool IsWithoutCard => Card == 0;

    public static PaymentBreakdown operator -(PaymentBreakdown one, PaymentBreakdown other) =>
        new(one.Card - other.Card, one.Points - other.Points, one.Coupon - other.Coupon, one.ShopCoupon - other.ShopCoupon);

    public static PaymentBreakdown operator -(PaymentBreakdown one) => new PaymentBreakdown(0) - one;

    /// <summary>The same for another total: what is less is taken off the card, then points, then coupons; what is more goes to the card.</summary>
    // UNVERIFIED: whether the card or the points are given back first (protocol.md 7).
    public PaymentBreakdown WithTotal(int total)
    {
        if (total >= Total) return this with { Card = Card + total - Total };
        var less = Total - total;
        var card = Math.Min(Card, less);
        var points = Math.Min(Points, less - card);
        var coupon = Math.Min(Coupon, less - card - points);
        return this - new PaymentBreakdown(card, points, coupon, less - card - points - coupon);
    }
}
