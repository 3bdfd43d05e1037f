using KantanSim.Settlement;

namespace KantanSim.Operations;

internal sealed record DepositView(string Id, string ShopId, DateOnly ClosingDate, long Gross, long ShopCoupons, long Net, IReadOnlyList<DepositLine> Lines);
