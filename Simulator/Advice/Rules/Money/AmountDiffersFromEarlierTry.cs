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
        new("The tries of one order (ABC then ABC-1 or ABC-2, and then ABC-3) were registered with different totals, and the earlier one "
                + "failed or expired.",
            "同じ注文のやり直し（ABC の次の ABC-1 か ABC-2、その次の ABC-3）が、失敗または期限切れになった前回と異なる合計金額で登録された。"),
        new("The cart may have changed while the customer was at the wallet. Then the customer pays for other goods than the order has.",
            "ウォレットでの操作中にカートが変わった可能性があります。注文と異なる内容の代金が支払われるおそれがあります。"),
        new("Take the amount from the stored order and not from the cart, or begin a new order with a new number.",
            "金額はカートではなく保存済みの注文から取るか、新しい番号の注文としてやり直してください。"));

    public override IEnumerable<Finding> Judge(History history) =>
        from payment in history.Payment is { } one ? new[] { one } : []
        from earlier in EarlierTry.Of(payment, history.FindByOrder)
        where earlier.Status == GatewayStatus.Failed || earlier.Status == GatewayStatus.Expired
        let total = Registered(history, payment)
        where earlier.Total != total
        select Found(payment.CreatedAt, Sentence(payment, earlier, total), history.EvidenceOf(entry => entry.Number == 2));

    // A later change of the amount is no other cart. A payment that failed cannot be changed.
    static long Registered(History history, Transaction payment)
    {
        var registration = history.Calls.LastOrDefault(call => call is { Api: "EntryTranRecruit", Errors.Count: 0, IsUnprocessed: false });
        return registration is null ? payment.Total : Yen.Total(registration.Request);
    }

    static Note Sentence(Transaction payment, Transaction earlier, long total) => new(
        $"{payment.OrderId} asked for {total} yen, and the earlier try {earlier.OrderId} ({earlier.Status}) asked for {earlier.Total} yen.",
        $"{payment.OrderId} の金額は{total}円でしたが、前回の {earlier.OrderId}（{earlier.Status}）は{earlier.Total}円でした。");
}
