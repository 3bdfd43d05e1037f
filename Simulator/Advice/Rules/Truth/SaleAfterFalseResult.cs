using KantanSim.Fidelity;
using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Truth;

/// <summary>14: the shop sold after a forged result, or after one that says that nothing was paid.</summary>
internal sealed class SaleAfterFalseResult : Rule
{
    public override int Number => 14;

    public override string Id => "sale-after-false-result";

    public override Severity Severity => Severity.Error;

    public override Confidence Confidence => Confidence.Analogy;

    public override RuleText Text => new(
        new("Sale after a false or failed result", "偽の結果・失敗した結果の後の実売上"),
        new("RecruitSales was called although the only report of the payment was forged by a scenario, or said PAYFAIL, EXPIRED or CANCEL.",
            "決済を知らせた通知や戻りがシナリオによる偽物だけか、結果が PAYFAIL、EXPIRED、CANCEL なのに、RecruitSales を呼び出した。"),
        new("A shop that believes such a report delivers goods that nobody has paid.",
            "このような知らせを信じると、支払われていない商品を引き渡してしまいます。"),
        new("Take a notification or a return as a reason to ask SearchTradeMulti. Sell only what it answers as AUTH, "
                + "with your order's amount.",
            "結果通知や戻りは照会のきっかけとして扱い、SearchTradeMulti の AUTH と金額を確認した注文だけ、実売上を行ってください。"));

    public override IEnumerable<Finding> Judge(History history) =>
        from sale in Sale.Of(history).Where(sale => sale.FalseReport is not null).Take(1)
        let report = sale.FalseReport!
        select Found(sale.Call.At, Sentence(history, sale.Call, report), [report.Evidence, history.EvidenceOf(sale.Call)]);

    static Note Sentence(History history, Observation call, Report report)
    {
        var (sold, told) = (JstTime.Of(call.At, history.Now), JstTime.Of(report.At, history.Now));
        var status = history.Payment!.Status;
        return report.Forged.Length > 0
            ? new($"Your shop sold at {sold} because {report.Teller.En} of {told} said {report.Status}, which a scenario had forged "
                    + $"({report.Forged}); at the gateway the payment is {status}.",
                $"{told}の{report.Teller.Ja}は、シナリオによる偽の {report.Status} でした（{report.Forged}）が、お店は{sold}に実売上を行いました。"
                    + $"ゲートウェイでの状態は {status} です。")
            : new($"Your shop sold at {sold} although {report.Teller.En} of {told} had said {report.Status}.",
                $"{told}に{report.Teller.Ja}で {report.Status} と知らされていたのに、お店は{sold}に実売上を行いました。");
    }
}
