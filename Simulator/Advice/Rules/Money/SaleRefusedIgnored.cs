using KantanSim.Fidelity;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Money;

/// <summary>33: a sale was refused, and the shop did nothing about it.</summary>
internal sealed class SaleRefusedIgnored : Rule
{
    // Codes after which the same call may succeed later.
    static readonly string[] TryLater = ["E82010001", "E90010001", "E92000001", "E92000002"];

    /// <summary>The span after a refusal that asks for a later try: long enough for a shop that sells in a nightly batch.</summary>
    static readonly TimeSpan UntilNextBatch = TimeSpan.FromDays(1) + Patience;

    public override int Number => 33;

    public override string Id => "sale-refused-ignored";

    public override Severity Severity => Severity.Error;

    public override Confidence Confidence => Confidence.Analogy;

    public override RuleText Text => new(
        new("Refused sale ignored", "拒否された実売上の放置"),
        new("RecruitSales was refused while the payment is AUTH, and neither a search, a cancel, an extension, a change of the amount nor "
                + $"another sale followed within an hour; within {UntilNextBatch.TotalHours} hours where the code says try later "
                + $"({string.Join(", ", TryLater)}).",
            "AUTH の取引の実売上が拒否された後、1時間以内に、照会、取消、期限延長、金額変更、実売上のどれも行っていない。"
                + $"後で再試行できるコード（{string.Join('、', TryLater)}）の場合は{UntilNextBatch.TotalHours}時間以内。"),
        new("The shop has no money for the order. The customer's money stays reserved.",
            "注文の代金は入金されません。利用者の与信枠も確保されたままになります。"),
        new("After a refused sale deliver nothing. Ask SearchTradeMulti, then sell again or cancel.",
            "実売上が拒否されたら商品を引き渡さず、SearchTradeMulti で照会してから、再度の実売上か取消を行ってください。"));

    public override IEnumerable<Finding> Judge(History history) =>
        from sale in Ignored(history)
        where history.Now >= sale.At + PatienceFor(sale)
        select Found(sale.At + PatienceFor(sale), Sentence(history, sale), [history.EvidenceOf(sale)], SeverityFor(sale));

    public override DateTimeOffset? JudgesAt(History history) =>
        Ignored(history).Select(sale => (DateTimeOffset?)(sale.At + PatienceFor(sale))).FirstOrDefault();

    // A payment that is sold or cancelled by now needs nothing, whoever did it.
    static IEnumerable<Observation> Ignored(History history)
    {
        if (history.Payment is not { AuthorisedAt: { } since } payment || payment.Status != GatewayStatus.Authorised) return [];
        var refused = history.Calls.LastOrDefault(call =>
            call is { Api: "RecruitSales", IsAnswerLost: false, Errors.Count: > 0 } && call.At >= since);
        return refused is null || history.Calls.Any(call => call.Number > refused.Number && IsReaction(call)) ? [] : [refused];
    }

    static bool IsReaction(Observation call) =>
        call.Api is "SearchTradeMulti" or "RecruitCancel" or "RecruitSales" or "RecruitUpdateAuth" or "RecruitChange";

    static TimeSpan PatienceFor(Observation sale) =>
        sale.Errors.Any(TryLater.Contains) ? UntilNextBatch : Patience;

    // UNVERIFIED: when the validity is over.
    static Severity SeverityFor(Observation sale) =>
        Answers.HasError(sale, GatewayErrors.AuthorisationOver) ? Severity.Review : Severity.Error;

    static Note Sentence(History history, Observation sale)
    {
        var (time, hours) = (JstTime.Of(sale.At, history.Now), (int)PatienceFor(sale).TotalHours);
        var span = hours == 1 ? "an hour" : $"{hours} hours";
        var codes = Answers.Codes(sale);
        return new(
            $"The sale of {time} was refused with {codes}, and within {span} your shop neither asked SearchTradeMulti nor "
                + "cancelled or sold again.",
            $"{time}の実売上は {codes} で拒否されましたが、お店は{hours}時間以内に、照会、取消、再度の実売上のどれも行っていません。");
    }
}
