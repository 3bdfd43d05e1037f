using KantanSim.Fidelity;
using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Truth;

/// <summary>13: the shop sold before it was told or had found that the payment was authorised.</summary>
internal sealed class SaleBeforeAuth : Rule
{
    public override int Number => 13;

    public override string Id => "sale-before-auth";

    public override Severity Severity => Severity.Error;

    public override Confidence Confidence => Confidence.Analogy;

    public override RuleText Text => new(
        new("Sale before AUTH", "AUTH になる前の実売上"),
        new("RecruitSales was called before any notification, return or answer had told the shop AUTH.",
            "結果通知、ブラウザの戻り、応答のどれからも AUTH を知らされる前に、RecruitSales を呼び出した。"),
        new("Nobody has paid yet as far as the shop can know. The gateway refuses the sale, or captures an order that the shop "
                + "has not checked.",
            "お店には、まだ支払われたかどうかが分かりません。実売上は拒否されるか、確認していない注文の売上が確定します。"),
        new("Sell only after SearchTradeMulti has answered AUTH for the order.",
            "SearchTradeMulti で AUTH を確認してから、実売上を行ってください。"));

    public override IEnumerable<Finding> Judge(History history) =>
        from sale in Sale.Of(history).Where(sale => sale is { IsResultKnown: false, ReportAgainstSale: null }).Take(1)
        where !Reports.IsOneUnderWay(history)
        select Found(sale.Call.At, Sentence(history, sale), [history.EvidenceOf(sale.Call)]);

    static Note Sentence(History history, Sale sale)
    {
        var (time, answer) = (JstTime.Of(sale.Call.At, history.Now), Answers.Refusal(sale.Call));
        return new(
            $"Your shop {sale.Did.En} at {time}, before it was told or had asked whether the payment is AUTH{answer.En}.",
            $"お店は、AUTH になったことを知らされず、照会もしないまま、{time}に{sale.Did.Ja}{answer.Ja}。");
    }
}
