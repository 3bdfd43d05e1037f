using KantanSim.Fidelity;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Money;

/// <summary>31: an authorisation's validity ended, and the shop had not acted on it.</summary>
internal sealed class AuthorisationLapsed : Rule
{
    public override int Number => 31;

    public override string Id => "authorisation-lapsed";

    public override Severity Severity => Severity.Review;

    // UNVERIFIED: how long an authorisation is valid.
    public override Confidence Confidence => Confidence.Supposed;

    public override RuleText Text => new(
        new("Authorisation lapsed", "仮売上の有効期限切れ"),
        new("The validity of an authorisation ended without a sale, a cancel or a further extension. How long it is valid is assumed.",
            "実売上、取消、期限延長のどれもないまま、仮売上の有効期限が過ぎた。有効期限の長さは推定。"),
        new("The money was reserved and is lost: the gateway refuses the sale from then on.",
            "確保していた金額を失います。期限後の実売上はゲートウェイに拒否されます。"),
        new("Let a job sell, cancel (RecruitCancel) or extend (RecruitUpdateAuth) each authorisation in time.",
            "期限内に、実売上、取消（RecruitCancel）、期限延長（RecruitUpdateAuth）のどれかを行う定期処理を用意してください。"));

    public override IEnumerable<Finding> Judge(History history) =>
        from end in EndOf(history)
        where history.Now >= end
        select Found(end, Sentence(history, end), Evidence(history));

    public override DateTimeOffset? JudgesAt(History history) =>
        EndOf(history).Select(end => (DateTimeOffset?)end).FirstOrDefault();

    // A sale or a cancel that the gateway has refused in time shows that the shop did not forget. One that came too late does not.
    static IEnumerable<DateTimeOffset> EndOf(History history) =>
        history.Payment is { ValidUntil: { } end, AuthorisedAt: { } since } payment
        && (payment.Status == GatewayStatus.Authorised || IsCancelledLate(history, payment, end))
        && !history.Calls.Any(call => call.Api is "RecruitSales" or "RecruitCancel" && call.At >= since && call.At < end)
            ? [end]
            : [];

    static bool IsCancelledLate(History history, Transaction payment, DateTimeOffset end) =>
        payment.Status == GatewayStatus.Cancelled
        && payment.CapturedAt is null
        && history.Calls.Any(call => call is { Api: "RecruitCancel", Errors.Count: 0, IsUnprocessed: false } && call.At >= end);

    static IEnumerable<Evidence> Evidence(History history) =>
    [
        .. history.EvidenceOfResult(),
        .. history.Calls.Where(call => call.Api == "RecruitUpdateAuth").TakeLast(1).Select(history.EvidenceOf),
    ];

    static Note Sentence(History history, DateTimeOffset end)
    {
        var (time, payment) = (JstTime.Of(end, history.Now), history.Payment!);
        var extended = payment.ExtendedAt is { } at
            ? new Note($", last extended at {JstTime.Of(at, history.Now)},", $"（最後の延長は{JstTime.Of(at, history.Now)}）")
            : new("");
        return new(
            $"The authorisation of {payment.Total} yen{extended.En} ended at {time}, and your shop had not sold or cancelled it.",
            $"{payment.Total}円の仮売上{extended.Ja}は{time}に期限が切れましたが、お店は実売上も取消もしていませんでした。");
    }
}
