using KantanSim.Fidelity;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Calls;

/// <summary>25: a payment is requested again after its request has succeeded.</summary>
internal sealed class PaymentRequestRepeated : CallRule
{
    public override int Number => 25;

    public override string Id => "payment-request-repeated";

    public override Severity Severity => Severity.Error;

    public override Confidence Confidence => Confidence.Analogy;

    public override RuleText Text => new(
        new("Payment requested again", "決済を再び実行した"),
        new("ExecTran was called again for a payment although the shop had the answer of an earlier one that succeeded.",
            "成功したExecTranの応答を受け取ったのに、同じ取引でExecTranが再び呼び出された。"),
        new("A payment can be requested once. The gateway refuses the second request with M01004014, and gives no StartURL.",
            "決済の実行は1回だけです。2回目は M01004014 で拒否され、StartURLは返りません。"),
        new("Keep Token and StartURL of the answer and send the consumer there again; for a new try register a new OrderID.",
            "応答のTokenとStartURLを保存し、利用者をもう一度そこへ送ってください。新しくやり直すときは、新しいOrderIDで登録してください。"));

    public override IEnumerable<Finding> Judge(History history)
    {
        if (history.Calls.FirstOrDefault(IsAnsweredSuccess) is not { } first) return [];
        var repeated = history.Calls.Where(call => IsRepeated(call, first)).ToList();
        if (repeated.Count == 0) return [];
        return [Found(history, first.Api, [first, .. repeated.TakeLast(MaxEvidence - 1)], Sentence(history, first, repeated))];
    }

    static bool IsAnsweredSuccess(Observation call) =>
        IsPaymentRequest(call) && call.Answer.ContainsKey("Token") && !call.IsAnswerLost;

    // One that was sent before the answer of the first is another fault: the shop did not know yet.
    static bool IsRepeated(Observation call, Observation first) =>
        call.Api == first.Api && call.Number > first.Number && Answers.HasError(call, GatewayErrors.AlreadyRequested)
        && call.BeganAt >= first.RealAt;

    static Note Sentence(History history, Observation first, List<Observation> repeated)
    {
        var (call, times) = (repeated[^1], Times(repeated.Count));
        var (before, at) = (JstTime.Of(first.At, history.Now), JstTime.Of(call.At, history.Now));
        var codes = Answers.Codes(call);
        return new(
            $"Your shop called {call.Api} again{times.En} (last at {at}), although it had succeeded at {before}; "
                + $"the gateway refused it with {codes}.",
            $"{call.Api} は{before}に成功していましたが、お店はもう一度呼び出しました（{repeated.Count}回、最後は{at}）。"
                + $"ゲートウェイは {codes} で拒否しました。");
    }
}
