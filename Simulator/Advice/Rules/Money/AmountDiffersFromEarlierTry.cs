using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Money;

/// <summary>36: a new try of an order asks for another amount than the try that failed.</summary>
internal sealed class AmountDiffersFromEarlierTry : Rule
{
    public override int Number => 36;

    public override string Id => "amount-differs-from-earlier-try";

    public override Severity Severity => Severity.Hint;

    public override RuleText Text => new(
        new("Amount differs from the earlier try", "前回と異なる金額でのやり直し"),
        new("The tries of one order (ABC then ABC-1 or ABC-2; ABC-2 then ABC-3 with the same item and ClientField) ask for different "
                + "totals, and the earlier one failed or expired.",
            "同じ注文のやり直し（ABC の次の ABC-1 か ABC-2、または商品名と ClientField が同じ ABC-2 の次の ABC-3）の合計金額が、"
                + "失敗または期限切れになった前回と異なる。"),
        new("The cart may have changed while the customer was at the wallet. Then the customer pays for other goods than the order has.",
            "ウォレットでの操作中にカートが変わった可能性があります。注文と異なる内容の代金が支払われるおそれがあります。"),
        new("Take the amount from the stored order and not from the cart, or begin a new order with a new number.",
            "金額はカートではなく保存済みの注文から取るか、新しい番号の注文としてやり直してください。"));

    public override IEnumerable<Finding> Judge(History history) =>
        from payment in history.Payment is { } one ? new[] { one } : []
        from earlier in EarlierTry.Of(payment, history.FindByOrder)
        where earlier.Status == GatewayStatus.Failed || earlier.Status == GatewayStatus.Expired
        where earlier.Total != payment.Total
        select Found(payment.CreatedAt, Sentence(payment, earlier), history.EvidenceOf(entry => entry.Number == 2));

    static Note Sentence(Transaction payment, Transaction earlier) => new(
        $"{payment.OrderId} asks for {payment.Total} yen, and the earlier try {earlier.OrderId} ({earlier.Status}) asked for "
            + $"{earlier.Total} yen.",
        $"{payment.OrderId} の金額は{payment.Total}円ですが、前回の {earlier.OrderId}（{earlier.Status}）は{earlier.Total}円でした。");
}
