using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Truth;

/// <summary>18: the consumer has paid, and the shop has not looked for the result within a day.</summary>
internal sealed class ResultNotLookedFor : Rule
{
    static readonly TimeSpan Span = TimeSpan.FromHours(24);

    public override int Number => 18;

    public override string Id => "result-not-looked-for";

    public override Severity Severity => Severity.Hint;

    public override RuleText Text => new(
        new("Result not looked for", "結果を照会していない"),
        new("The consumer has paid, and within 24 hours neither SearchTradeMulti nor another call has shown the shop the status. "
                + "Off for a shop with ResultFrom notification.",
            "支払いから24時間以内に、SearchTradeMulti でも、ほかの呼び出しでも状態を確認していない。"
                + "ResultFrom が notification のお店には適用しない。"),
        new("Notifications and returns can get lost or be forged. Then the shop does not know that the payment was made.",
            "結果通知やブラウザの戻りは、失われることも偽物のこともあります。その場合、お店は支払いに気付きません。"),
        new("Let a job ask SearchTradeMulti for each order whose result you have not found yet.",
            "結果を確認していない注文を、定期処理で SearchTradeMulti により照会してください。"));

    public override bool IsOffFor(History history) => history.Shop.ResultFrom == ResultSource.Notification;

    public override IEnumerable<Finding> Judge(History history) =>
        from paidAt in Unseen(history)
        where history.Now >= paidAt + Span
        select Found(paidAt + Span, Sentence(history, paidAt), history.EvidenceOfResult());

    public override DateTimeOffset? JudgesAt(History history) =>
        Unseen(history).Select(paidAt => (DateTimeOffset?)(paidAt + Span)).FirstOrDefault();

    // The time of a payment whose result the shop has not seen; none otherwise. A cancelled one is not worth a search any more.
    static IEnumerable<DateTimeOffset> Unseen(History history)
    {
        if (history.Payment is not { Payment.PaidAt: var paidAt } payment) yield break;
        if (payment.Status == GatewayStatus.Cancelled || payment.Status == GatewayStatus.Ended) yield break;
        if (!history.Calls.Any(call => IsSeen(history, call))) yield return paidAt;
    }

    static bool IsSeen(History history, Observation call) => call.Api == "SearchTradeMulti"
        ? Looks.IsAnswered(call) && Looks.IsForResult(history, call)
        : Looks.IsAnswered(call);

    static Note Sentence(History history, DateTimeOffset paidAt)
    {
        var time = JstTime.Of(paidAt, history.Now);
        return new(
            $"The consumer paid at {time}, and your shop did not get the result from SearchTradeMulti within 24 hours.",
            $"利用者は{time}に支払いましたが、お店は24時間以内に SearchTradeMulti で結果を確認していません。");
    }
}
