using System.Globalization;
using KantanSim.Settlement;

namespace KantanSim.Admin.Pages;

/// <summary>The template model of a deposit with its lines.</summary>
internal static class DepositModel
{
    public static Dictionary<string, object?> Of(Deposit deposit, IEnumerable<DepositLine> lines) => new()
    {
        ["id"] = deposit.Id,
        ["shop_id"] = deposit.ShopId,
        ["closing_date"] = deposit.ClosingDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["net"] = deposit.Net,
        ["lines"] = lines.Select(Line),
    };

    static Dictionary<string, object?> Line(DepositLine line) => new()
    {
        ["access_id"] = line.AccessId,
        ["order_id"] = line.OrderId,
        ["kind"] = line.Kind,
        ["gross"] = line.Gross,
        ["card"] = line.Card,
        ["points"] = line.Points,
        ["coupon"] = line.Coupon,
        ["shop_coupon"] = line.ShopCoupon,
        ["net"] = line.Net,
    };
}
