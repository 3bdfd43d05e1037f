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

    // UNVERIFIED: that an amount can only be lowered.
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
        if (history.Payment?.CapturedAt is null) return [];
        var (total, sale) = (0L, SaleIn(history).ToList());
        foreach (var call in history.Calls)
        {
            if (call.Api == "RecruitChange" && total > 0 && Yen.Total(call.Request) > total && IsAfterSale(history, call, sale))
                return [Found(call.At, Sentence(history, call, total), [.. sale, history.EvidenceOf(call)])];
            if (call.Errors.Count > 0 || call.IsUnprocessed) continue;
            if (call.Api == "EntryTranRecruit") total = Yen.Total(call.Request);
            if (call.Api == "RecruitChange") total = Yen.Total(call.Answer);
        }
        return [];
    }

    // In a wrong state the payment was not yet made, or is no longer there.
    static bool IsAfterSale(History history, Observation change, List<Evidence> sale)
    {
        if (Answers.HasError(change, GatewayErrors.WrongState)) return false;
        if (history.Payment is not { CapturedAt: { } capturedAt } payment) return false;
        if (payment.JobCd == "CAPTURE") return change.At >= capturedAt;
        if (sale is not [{ Entry: { } soldAt }] || change.RealAt < history.Timeline[soldAt].RealAt) return false;
        return history.EvidenceOf(change).Entry > soldAt;
    }

    // One or none. The timeline has also the sale of an operator.
    static IEnumerable<Evidence> SaleIn(History history) =>
        history.EvidenceOf(entry => entry is { What: "RecruitSales", From: Party.Merchant, Failed: false });

    static Note Sentence(History history, Observation change, long before)
    {
        var (time, after) = (JstTime.Of(change.At, history.Now), Yen.Total(change.Request));
        var refusal = Answers.Refusal(change);
        return new(
            $"Your shop raised the amount from {before} to {after} yen at {time}, after the sale{refusal.En}.",
            $"お店は売上確定後の{time}に、金額を{before}円から{after}円に増やそうとしました{refusal.Ja}。");
    }
}
