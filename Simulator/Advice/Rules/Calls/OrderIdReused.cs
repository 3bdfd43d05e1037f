using KantanSim.Fidelity;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Calls;

/// <summary>23: an OrderID is registered again after its payment has ended.</summary>
internal sealed class OrderIdReused : CallRule
{
    // After these the payment goes on. A registration that is repeated because its answer was lost comes then.
    static readonly string[] Open = [GatewayStatus.Unprocessed.Code, GatewayStatus.Requested.Code, GatewayStatus.InProcess.Code];

    public override int Number => 23;

    public override string Id => "order-id-reused";

    public override Severity Severity => Severity.Warning;

    // UNVERIFIED: that an OrderID stays used after a failed payment.
    public override Confidence Confidence => Confidence.Supposed;

    public override RuleText Text => new(
        new("OrderID used again", "OrderIDを再利用した"),
        new("An OrderID was registered again after its payment was paid, cancelled, failed or expired.",
            "決済が完了・キャンセル・失敗・期限切れになった後に、同じOrderIDが再び登録された。"),
        new("An OrderID is good for one payment. The gateway refuses it with M01004010, so that the consumer cannot try again.",
            "OrderIDは1回の決済にしか使えません。M01004010 で拒否され、利用者は決済をやり直せなくなります。"),
        new("Give each try an OrderID of its own, such as your order number and a counter: 1001-1, 1001-2.",
            "やり直すたびに新しいOrderIDを使ってください。例：注文番号に連番を付けて 1001-1、1001-2 とする。"));

    public override IEnumerable<Finding> Judge(History history)
    {
        var calls = history.Calls.Where(IsReuse).ToList();
        return calls.Count == 0 ? [] : [Found(history, calls[^1].OrderId, calls, Sentence(history, calls[^1]))];
    }

    static bool IsReuse(Observation call) =>
        IsRegistration(call) && Answers.HasError(call, GatewayErrors.OrderTaken)
        && call.PaymentStatus.Length > 0 && !Open.Contains(call.PaymentStatus);

    static Note Sentence(History history, Observation call)
    {
        var (time, codes) = (JstTime.Of(call.At, history.Now), Answers.Codes(call));
        return new(
            $"Your shop registered the OrderID {call.OrderId} again at {time}, although its payment had already ended with "
                + $"{call.PaymentStatus}; the gateway refused it with {codes}.",
            $"お店は{time}に OrderID {call.OrderId} を再び登録しました。この決済はすでに {call.PaymentStatus} になっていたため、"
                + $"ゲートウェイは {codes} で拒否しました。");
    }
}
