using KantanSim.Fidelity;
using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Money;

/// <summary>32: a sale in the last tenth of the authorisation's validity.</summary>
internal sealed class SaleLate : Rule
{
    public override int Number => 32;

    public override string Id => "sale-late";

    public override Severity Severity => Severity.Warning;

    // UNVERIFIED: how long an authorisation is valid.
    public override Confidence Confidence => Confidence.Supposed;

    public override RuleText Text => new(
        new("Sale at the last moment", "期限間際の実売上"),
        new("RecruitSales succeeded in the last tenth of the authorisation's validity, counted from the authorisation or its last "
                + "extension. How long it is valid is assumed.",
            "仮売上（または最後の期限延長）から数えて、有効期間の最後の1割に実売上を行った。有効期限の長さは推定。"),
        new("One more delay, and the gateway refuses the sale: the goods are on their way, and the money is not.",
            "あと少し遅れると実売上が拒否され、商品を発送したのに入金されないことになります。"),
        new("Sell earlier, or extend the authorisation with RecruitUpdateAuth when the delivery takes long.",
            "早めに実売上を行うか、発送に時間がかかる場合は RecruitUpdateAuth で期限を延長してください。"));

    public override IEnumerable<Finding> Judge(History history)
    {
        if (history.Payment is not { AuthorisedAt: { } authorisedAt, CapturedAt: { } soldAt, ValidUntil: { } end } payment) return [];
        if (history.Calls.FirstOrDefault(IsSale) is not { } sale) return [];
        var validity = end - (payment.ExtendedAt ?? authorisedAt);
        return soldAt < end - (validity / 10) ? [] : [Found(soldAt, Sentence(history, soldAt, end), [history.EvidenceOf(sale)])];
    }

    static bool IsSale(Observation call) => call.Api == "RecruitSales" && call.Answer.GetValueOrDefault("Status") == "SALES";

    static Note Sentence(History history, DateTimeOffset soldAt, DateTimeOffset end)
    {
        var (sold, ends) = (JstTime.Of(soldAt, history.Now), JstTime.Of(end, history.Now));
        return new(
            $"Your shop sold at {sold}, in the last tenth of the authorisation's validity, which ends at {ends}.",
            $"お店は{sold}に実売上を行いました。仮売上の期限（{ends}）までの期間の、最後の1割に入っていました。");
    }
}
