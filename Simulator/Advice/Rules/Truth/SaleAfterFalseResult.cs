using KantanSim.Fidelity;
using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Truth;

/// <summary>14: the shop sold after a forged result, or after one of a failure or a cancel.</summary>
internal sealed class SaleAfterFalseResult : Rule
{
    public override int Number => 14;

    public override string Id => "sale-after-false-result";

    public override Severity Severity => Severity.Error;

    public override Confidence Confidence => Confidence.Analogy;

    public override RuleText Text => new(
        new("Sale after a forged, failed or cancelled result", "偽造・失敗・取消の結果の後の実売上"),
        new("RecruitSales was called after the shop had been told CANCEL; or the shop had been told nothing but PAYFAIL or EXPIRED, or a "
                + "success that a scenario had forged.",
            "CANCEL と知らされた後で、または、知らされたのが PAYFAIL か EXPIRED、あるいはシナリオが偽造した成功だけなのに、RecruitSales を呼び出した。"),
        new("A shop that sells then delivers goods that nobody has paid, or that were paid with another amount.",
            "支払われていない商品や、金額の異なる商品を引き渡してしまいます。"),
        new("Take a notification or a return as a reason to ask SearchTradeMulti. Sell only what it answers as AUTH, "
                + "with your order's amount.",
            "結果通知や戻りは照会のきっかけとして扱い、SearchTradeMulti の AUTH と金額を確認した注文だけ、実売上を行ってください。"));

    public override IEnumerable<Finding> Judge(History history) =>
        from sale in Sale.Of(history).Where(sale => sale.ReportAgainstSale is not null).Take(1)
        let report = sale.ReportAgainstSale!
        let sentence = report.IsPaid ? Believed(history, sale, report) : Ignored(history, sale, report)
        select Found(sale.Call.At, sentence, [report.Evidence(), history.EvidenceOf(sale.Call)]);

    static Note Believed(History history, Sale sale, Report report)
    {
        var (sold, told) = (JstTime.Of(sale.Call.At, history.Now), JstTime.Of(report.At, history.Now));
        var status = history.Payment!.Status;
        return new(
            $"Your shop {sale.Did.En} at {sold} because {report.Teller.En} of {told} said {report.Status}, which a scenario had forged "
                + $"({report.Forged}); at the gateway the payment is {status}.",
            $"{told}の{report.Teller.Ja}は、シナリオによる偽の {report.Status} でした（{report.Forged}）が、お店は{sold}に{sale.Did.Ja}。"
                + $"ゲートウェイでの状態は {status} です。");
    }

    static Note Ignored(History history, Sale sale, Report report)
    {
        var (sold, told) = (JstTime.Of(sale.Call.At, history.Now), JstTime.Of(report.At, history.Now));
        var answer = Answers.Refusal(sale.Call);
        return new(
            $"Your shop {sale.Did.En} at {sold} although {report.Teller.En} of {told} had said {report.Status}{answer.En}.",
            $"{told}に{report.Teller.Ja}で {report.Status} と知らされていたのに、お店は{sold}に{sale.Did.Ja}{answer.Ja}。");
    }
}
