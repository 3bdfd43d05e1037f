using KantanSim.Settlement;

namespace KantanSim.Operations;

/// <summary>A deposit to a shop for one closing date, in yen. Net is gross less the discounts that the shop pays for.</summary>
internal sealed record DepositView(
    string Id, string ShopId, DateOnly ClosingDate, long Gross, long ShopCoupons, long Net, IReadOnlyList<DepositLine> Lines)
{
    public static DepositView Of(Deposit deposit, IReadOnlyList<DepositLine> lines) =>
        new(deposit.Id, deposit.ShopId, deposit.ClosingDate, deposit.Gross, deposit.ShopCoupons, deposit.Net, lines);
}
