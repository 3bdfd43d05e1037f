using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Calls;

/// <summary>24: the same order is registered twice at the same time.</summary>
internal sealed class RegistrationInParallel : CallRule
{
    public override int Number => 24;

    public override string Id => "registration-in-parallel";

    public override Severity Severity => Severity.Warning;

    public override RuleText Text => new(
        new("Order registered twice at once", "同じ注文を同時に登録した"),
        new("A registration began before an earlier one of the same OrderID was answered.",
            "同じOrderIDの登録が、前の登録の応答より先に始まった。"),
        new("One of them is refused with M01004010, and its customer sees an error although the order has a payment.",
            "一方は M01004010 で拒否され、決済があるのに利用者にはエラーが表示されます。"),
        new("Lock the order while its payment is being registered, so that a second press of the button waits for the first.",
            "登録が終わるまで注文をロックし、ボタンの2回目の操作は1回目の結果を待つようにしてください。"));

    public override IEnumerable<Finding> Judge(History history) =>
        from call in history.Calls
        where IsRegistration(call) && call.OrderId.Length > 0 && !call.IsAnswerLost
        group call by (call.Api, call.OrderId) into ofOrder
        let overlapping = Overlapping([.. ofOrder.OrderBy(call => call.BeganAt)])
        where overlapping.Count > 0
        select Found(history, $"{ofOrder.Key.Api} {ofOrder.Key.OrderId}", overlapping, Sentence(overlapping));

    // In real time: a clock that stands still or jumps tells nothing about what happened at the same time.
    static List<Observation> Overlapping(List<Observation> calls)
    {
        List<Observation> overlapping = [];
        var lastAnswer = DateTimeOffset.MinValue;
        foreach (var (index, call) in calls.Index())
        {
            var isNextBeside = index < calls.Count - 1 && calls[index + 1].BeganAt < call.RealAt;
            if (call.BeganAt < lastAnswer || isNextBeside) overlapping.Add(call);
            if (call.RealAt > lastAnswer) lastAnswer = call.RealAt;
        }
        return overlapping;
    }

    static Note Sentence(List<Observation> calls) => new(
        $"Your shop sent {calls.Count} registrations of the OrderID {calls[0].OrderId} ({calls[0].Api}) at the same time: "
            + "the next one before the first was answered.",
        $"お店は OrderID {calls[0].OrderId} の登録（{calls[0].Api}）を{calls.Count}回、前の応答を待たずに同時に送信しました。");
}
