using System.Text.Json.Serialization;

namespace KantanSim.Transactions;

/// <summary>A sum by who pays it, in yen.</summary>
/// <param name="Card">Charged to the card.</param>
/// <param name="Points">Paid with points.</param>
/// <param name="Coupon">The discount that the wallet pays.</param>
/// <param name="ShopCoupon">The discount that the shop pays.</param>
// Not a struct, because the JIT would compile the JSON code for a struct at every start.
internal sealed record PaymentBreakdown(int Card, int Points = 0, int Coupon = 0, int ShopCoupon = 0)
{
    [JsonIgnore]
    public int Total => Card + Points + Coupon + ShopCoupon;

    /// <summary>Whether nothing is charged to a card.</summary>
    [JsonIgnore]
    public bool IsWithoutCard => Card == 0;

    public static PaymentBreakdown operator -(PaymentBreakdown one, PaymentBreakdown other) =>
        new(one.Card - other.Card, one.Points - other.Points, one.Coupon - other.Coupon, one.ShopCoupon - other.ShopCoupon);

    public static PaymentBreakdown operator -(PaymentBreakdown one) => new PaymentBreakdown(0) - one;

    /// <summary>
    /// The breakdown of another total. A reduction reduces the card, then the points, then the coupons; an increase goes to the card.
    /// </summary>
    // UNVERIFIED: whether the card or the points are given back first.
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
