#pragma warning disable format // aligned tables
using System.Globalization;
using KantanSim.Consumers;
using KantanSim.Merchants;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Wallet;

/// <summary>The confirmation page as its templates read it: what can be chosen, what is chosen, and the resulting amounts.</summary>
internal sealed class ConfirmModel(ShopRepository shops, WalletService wallet, DecisionContextFactory contexts, TesterStrip strip)
{
    public Dictionary<string, object?> Of(WalletPage.Confirm page)
    {
        var transaction = page.Transaction;
        var member = page.Member;
        var quote = wallet.Quote(transaction, member, page.Choice);
        return new(Amounts(transaction, quote))
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
            ["points_some"] = page is { Error: "points", PointsChoice: "some" } ? page.PointsText : Text(quote.Points),
            ["points_unit"] = contexts.OptionsOf(transaction).PointsUnit,
            ["contract"] = WalletContractModel.Of(transaction),
            ["error"] = page.Error,
            ["error_value"] = ErrorValue(page),
            ["expires_at"] = transaction.Visit.DecideUntil!.Value.ToOffset(Jst.Offset).ToString("HH:mm", CultureInfo.InvariantCulture),
            ["strip"] = strip.CreateModel(transaction),
        };
    }

    static string ErrorValue(WalletPage.Confirm page) => page.Error switch
    {
        "points" => page.PointsText,
        "coupon" => page.Choice.CouponId ?? "",
        "card"   => page.Choice.CardId ?? "",
        _        => "",
    };

    static Dictionary<string, object?> Amounts(Transaction transaction, Quote quote) => new()
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

    /// <summary>The member's cards. After a refusal, another card is preselected if there is one.</summary>
    static IEnumerable<object?> Cards(Member member, Quote quote, string? refusedId)
    {
        var selected = Selected(member, quote.Card, refusedId);
        return member.Cards.Select(card => new Dictionary<string, object?>
        {
            ["id"] = card.Id,
            ["label"] = card.Label,
            ["selected"] = card.Id == selected!.Id,
            ["refused"] = card.Id == refusedId,
        });
    }

    static Card? Selected(Member member, Card? chosen, string? refusedId)
    {
        if (chosen is not null && chosen.Id != refusedId) return chosen;
        return member.Cards.FirstOrDefault(other => other.Id != refusedId) ?? chosen;
    }

    static IEnumerable<object?> Coupons(Member member, Quote quote) =>
        member.Coupons.Where(coupon => !coupon.Used).Select(coupon => new Dictionary<string, object?>
        {
            ["id"] = coupon.Id,
            ["label_en"] = coupon.LabelEn,
            ["label_ja"] = coupon.LabelJa,
            ["discount"] = coupon.Discount,
            ["selected"] = coupon == quote.Coupon,
        });

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
