using System.Globalization;
using KantanSim.Fidelity;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Money;

/// <summary>35: the shop raised the amount of a payment that was captured.</summary>
internal sealed class AmountRaisedAfterSale : Rule
{
    public override int Number => 35;

    public override string Id => "amount-raised-after-sale";

    public override Severity Severity => Severity.Review;

    // UNVERIFIED: that an amount can only be lowered (protocol.md 2.6; 9, 9).
    public override Confidence Confidence => Confidence.Supposed;

    public override RuleText Text => new(
        new("Amount raised after the sale", "実売上の後の増額"),
        new("RecruitChange asked for a higher total than that of the captured payment. Whether the gateway accepts that is assumed.",
            "売上が確定した取引に対して、RecruitChange でより大きい合計金額を指定した。受け付けられるかどうかは推定。"),
        new("Probably the gateway only lowers an amount (M01234010). The customer has agreed to the first amount only.",
            "おそらく減額だけが可能です（増額は M01234010）。利用者が同意したのは、最初の金額だけです。"),
        new("Ask the customer for the difference as a new order, or have the higher amount paid before the sale.",
            "差額は新しい注文として支払ってもらうか、実売上の前に新しい金額で支払ってもらってください。"));

    public override IEnumerable<Finding> Judge(History history)
    {
        var total = 0L;
        foreach (var call in history.Calls)
        {
            if (call.Api == "RecruitChange" && total > 0 && Total(call.Request) > total && IsAfterSale(history, call))
                return [Found(call.At, Sentence(history, call, total), [.. SaleIn(history).Take(1), history.EvidenceOf(call)])];
            if (call.Errors.Count > 0 || call.IsUnprocessed) continue;
            if (call.Api == "EntryTranRecruit") total = Total(call.Request);
            if (call.Api == "RecruitChange") total = Total(call.Answer);
        }
        return [];
    }

    // In a wrong state the payment was not yet made, or is no longer there.
    static bool IsAfterSale(History history, Observation change)
    {
        if (Answers.HasError(change, GatewayErrors.WrongState)) return false;
        if (history.Payment is not { CapturedAt: { } capturedAt } payment) return false;
        if (payment.JobCd == "CAPTURE") return change.At >= capturedAt;
        return history.EvidenceOf(change).Entry is { } index && SaleIn(history).Any(sale => sale.Entry < index);
    }

    // The timeline has also the sale of an operator.
    static IEnumerable<Evidence> SaleIn(History history) =>
        history.EvidenceOf(entry => entry is { What: "RecruitSales", From: Party.Merchant, Failed: false });

    static long Total(IReadOnlyDictionary<string, string> fields) => Yen(fields, "Amount") + Yen(fields, "Tax");

    static long Yen(IReadOnlyDictionary<string, string> fields, string name) =>
        long.TryParse(fields.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var yen) ? yen : 0;

    static Note Sentence(History history, Observation change, long before)
    {
        var (time, after) = (JstTime.Of(change.At, history.Now), Total(change.Request));
        var refusal = Answers.Refusal(change);
        return new(
            $"Your shop raised the amount from {before} to {after} yen at {time}, after the sale{refusal.En}.",
            $"お店は売上確定後の{time}に、金額を{before}円から{after}円に増やそうとしました{refusal.Ja}。");
    }
}
