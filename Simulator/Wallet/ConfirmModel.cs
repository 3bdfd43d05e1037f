using System.Globalization;
using KantanSim.Consumers;
using KantanSim.Merchants;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Wallet;

/// <summary>A choice and what it comes to, as the templates of the confirmation pages read them.</summary>
internal sealed class ConfirmModel(ShopRepository shops, WalletService desk, DecisionContextFactory moments, TesterStrip strip)
{
    public Dictionary<string, object?> Of(WalletPage.Confirm page)
    {
        var (transaction, member) = (page.Transaction, page.Member);
        var quote = desk.Quote(transaction, member, page.Choice);
        return new(Sum(transaction, quote))
        {
            ["visit_id"] = transaction.Visit!.Id,
            ["shop_name"] = shops.NameOf(transaction),
            ["shop_id"] = transaction.ShopId,
            ["item_name"] = transaction.Request!.ItemName,
            ["order_id"] = transaction.OrderId,
            ["member"] = new Dictionary<string, object?> { ["name"] = member.Name, ["email"] = member.Email, ["points"] = member.Points },
            ["cards"] = Cards(member, quote, transaction.Visit.RefusedCardId),
            ["coupons"] = Coupons(member, quote),
            ["coupon_id"] = quote.Coupon?.Id ?? "",
            ["points_choice"] = page.PointsChoice,
            ["points_some"] = page is { Error: "points", PointsChoice: "some" } ? page.Written : Plain(quote.Points),
            ["points_unit"] = moments.OptionsOf(transaction).PointsUnit,
            ["contract"] = WalletContractModel.Of(transaction),
            ["error"] = page.Error,
            ["error_value"] = page.Error switch { "points" => page.Written, "coupon" => page.Choice.CouponId, "card" => page.Choice.CardId, _ => null } ?? "",
            ["expires_at"] = transaction.Visit.DecideUntil!.Value.ToOffset(Jst.Offset).ToString("HH:mm", CultureInfo.InvariantCulture),
            ["strip"] = strip.Model(transaction),
        };
    }

    static Dictionary<string, object?> Sum(Transaction transaction, Quote quote) => new()
    {
        ["amount"] = transaction.Amount,
        ["tax"] = transaction.Tax,
        ["total"] = transaction.Total,
        ["points_max"] = quote.MaxPoints,
        ["points_used"] = quote.Points,
        ["coupon_discount"] = quote.WalletCoupon,
        ["shop_coupon_discount"] = quote.ShopCoupon,
        ["charge"] = quote.Charge,
    };

    /// <summary>The member's cards; after a refusal, another one is ticked if there is one.</summary>
    static IEnumerable<object?> Cards(Member member, Quote quote, string? refused)
    {
        var chosen = quote.Card is { } card && card.Id != refused ? card : member.Cards.FirstOrDefault(other => other.Id != refused) ?? quote.Card;
        return member.Cards.Select(one => new Dictionary<string, object?>
        {
            ["id"] = one.Id,
            ["label"] = one.Label,
            ["selected"] = one.Id == chosen!.Id,
            ["refused"] = one.Id == refused,
        });
    }

    static IEnumerable<object?> Coupons(Member member, Quote quote) => member.Coupons.Where(coupon => !coupon.Used).Select(coupon => new Dictionary<string, object?>
    {
        ["id"] = coupon.Id,
        ["label_en"] = coupon.LabelEn,
        ["label_ja"] = coupon.LabelJa,
        ["discount"] = coupon.Discount,
        ["selected"] = coupon == quote.Coupon,
    });

    static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);
}
